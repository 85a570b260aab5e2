// `npm run generate`: one picture from the command line, through the same engine as the page, headless on Dawn.

import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GuidanceParameters } from '../src/protocol/guidance.ts';
import { describeGuidance, numbersOf } from '../src/protocol/guidanceAt.ts';
import type { EngineInfo, RenderedPicture } from '../src/protocol/engine.ts';
import { readArguments, type Arguments } from './generate/arguments.ts';
import { helpText, USAGE } from './generate/usage.ts';
import { openNodeEngine } from './node/openEngine.ts';
import { encodePng } from './node/png.ts';
import { runProgram } from './node/program.ts';

function report(info: EngineInfo, picture: RenderedPicture, png: string, sha256: string) {
  const { request, timings } = picture;
  const round = (milliseconds: number) => Number(milliseconds.toFixed(1));
  return {
    model: info.modelId,
    checkpoint: picture.checkpoint,
    mode: request.mode,
    scale: request.scale,
    parameters: numbers(picture.guidance),
    seed: request.seed,
    steps: request.steps ?? info.steps.initial,
    adapter: info.adapter,
    backend: info.backend,
    precision: info.precision,
    notices: info.notices,
    kernels: info.kernels,
    ms: {
      load: round(info.loadMilliseconds),
      text: round(timings.tokenize + timings.text),
      prompt: round(timings.prompt),
      frame: round(picture.frame),
      total: round(timings.total),
    },
    dropped: { positive: picture.positive.dropped, negative: picture.negative.dropped },
    png,
    sha256,
  };
}

/** What the picture was drawn with; `{}` where that is the plain one. */
function numbers(guidance: GuidanceParameters): Readonly<Record<string, number>> {
  return Object.fromEntries(numbersOf(guidance).map(([{ name }, value]) => [name, value]));
}

async function generate(asked: Arguments): Promise<void> {
  const { prompt, negative, mode, exact, scale, seed, steps, model, folder, checkpoint } = asked;
  const { backend, out, json } = asked;
  const engine = await openNodeEngine(folder);
  const modelId =
    model ?? (folder === undefined ? undefined : `local-${path.basename(path.resolve(folder))}`);
  const named = {
    ...(modelId && { modelId }),
    ...(folder && { modelName: path.basename(path.resolve(folder)) }),
  };
  await engine.load({ backend, ...named });
  const request = { positive: prompt, negative, scale, seed, mode, exact, checkpoint };
  const picture = await engine.render(steps === undefined ? request : { ...request, steps });
  if (picture.status !== 'done') throw new Error('nobody cancelled, yet the picture was superseded');
  const png = encodePng(picture);
  await writeFile(out, png);
  const line = report(await engine.describe(), picture, out, createHash('sha256').update(png).digest('hex'));
  const drawn = describeGuidance(mode, picture.guidance);
  if (json) console.log(JSON.stringify(line));
  else console.log(`${out}: ${drawn}, seed ${seed}, ${line.ms.frame} ms on ${line.adapter}`);
  for (const notice of line.notices) console.error(notice);
}

async function main(): Promise<void> {
  const asked = readArguments();
  if (asked === undefined) console.log(helpText());
  else await generate(asked);
}

await runProgram(main, USAGE);
