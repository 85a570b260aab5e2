// `npm run generate`: one picture from the command line, through the same engine as the page, headless on Dawn.

import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GuidanceParameters } from '../src/protocol/guidance.ts';
import { describeGuidance, numbersOf } from '../src/protocol/guidanceAt.ts';
import type { EngineInfo, FrameResult, PaneResult } from '../src/protocol/engine.ts';
import { readArguments, type Arguments } from './generate/arguments.ts';
import { helpText, USAGE } from './generate/usage.ts';
import { openNodeEngine } from './node/openEngine.ts';
import { encodePng } from './node/png.ts';
import { runProgram } from './node/program.ts';

/** The one pane there is. */
const PANE = 'picture';

function report(info: EngineInfo, result: FrameResult, pane: PaneResult, png: string, sha256: string) {
  const { request, timings } = result;
  const round = (milliseconds: number) => Number(milliseconds.toFixed(1));
  return {
    model: info.modelId,
    mode: pane.mode,
    scale: request.scale,
    parameters: numbers(pane.guidance),
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
      frame: round(pane.frame),
      total: round(timings.total),
    },
    dropped: { positive: result.positive.dropped, negative: result.negative.dropped },
    png,
    sha256,
  };
}

/** What the picture was drawn with; `{}` where that is the plain one. */
function numbers(guidance: GuidanceParameters): Readonly<Record<string, number>> {
  return Object.fromEntries(numbersOf(guidance).map(([{ name }, value]) => [name, value]));
}

async function generate(asked: Arguments): Promise<void> {
  const { prompt, negative, mode, exact, scale, seed, steps, model, folder, backend, out, json } = asked;
  const engine = await openNodeEngine(folder);
  const modelId =
    model ?? (folder === undefined ? undefined : `local-${path.basename(path.resolve(folder))}`);
  const named = {
    ...(modelId && { modelId }),
    ...(folder && { modelName: path.basename(path.resolve(folder)) }),
  };
  await engine.load({ backend, ...named });
  const request = { positive: prompt, negative, scale, seed, panes: [{ id: PANE, mode, exact }] };
  const result = await engine.generate(steps === undefined ? request : { ...request, steps });
  const [pane] = result.status === 'done' ? result.panes : [];
  if (result.status !== 'done' || pane === undefined)
    throw new Error('nothing else was asked for, yet the frame was superseded');
  const png = encodePng(await engine.readPixels(PANE));
  await writeFile(out, png);
  const line = report(
    await engine.describe(),
    result,
    pane,
    out,
    createHash('sha256').update(png).digest('hex'),
  );
  const drawn = describeGuidance(pane.mode, pane.guidance);
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
