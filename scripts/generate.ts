// `npm run generate`: one picture from the command line, through the same engine as the page, headless on Dawn.

import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readNumber } from '../src/protocol/readNumber.ts';
import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../src/protocol/limits.ts';
import { PANE_MODES } from '../src/protocol/modes.ts';
import type { EngineInfo, FrameResult, GuidanceMode } from '../src/protocol/engine.ts';
import { BACKEND_USAGE, openNodeEngine, readBackend, type NodeBackend } from './node/openEngine.ts';
import { encodePng } from './node/png.ts';
import { runProgram, UsageError } from './node/program.ts';

const USAGE = `npm run generate -- --prompt P [--negative N] [--mode ${PANE_MODES.join('|')}] [--scale s] [--seed n]
  [--model id | --folder DIR] [--steps n] ${BACKEND_USAGE} --out f.png [--json]

--folder draws with the ONNX export of a stock pipeline (unet/model.onnx, text_encoder/, vae_decoder/, tokenizer/).
With --model as well, that entry of the registry says what the folder holds.`;

interface Arguments {
  readonly prompt: string;
  readonly negative: string;
  readonly mode: GuidanceMode;
  readonly scale: number;
  readonly seed: number;
  readonly model: string | undefined;
  readonly folder: string | undefined;
  readonly steps: number | undefined;
  readonly backend: NodeBackend;
  readonly out: string;
  readonly json: boolean;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      prompt: { type: 'string' },
      negative: { type: 'string', default: '' },
      mode: { type: 'string', default: 'nasa' },
      scale: { type: 'string', default: '1' },
      seed: { type: 'string', default: '0' },
      model: { type: 'string' },
      folder: { type: 'string' },
      steps: { type: 'string' },
      backend: { type: 'string', default: 'auto' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { prompt, out, mode, model, folder, json, negative } = values;
  if (prompt === undefined)
    throw new UsageError('--prompt is missing (an empty one draws the unconditional picture).');
  if (!out) throw new UsageError('--out is missing.');
  if (!PANE_MODES.includes(mode as GuidanceMode))
    throw new UsageError(`--mode ${mode} is not one of ${PANE_MODES.join(', ')}.`);
  const scale = number(values.scale, SCALE_RANGE);
  const seed = number(values.seed, SEED_RANGE);
  const steps = values.steps === undefined ? undefined : number(values.steps, STEPS_RANGE);
  const backend = readBackend(values.backend);
  const asked = { prompt, negative, mode: mode as GuidanceMode, scale, seed, steps };
  return { ...asked, model, folder, backend, out, json };
}

/** What any model may allow; the engine refuses what the loaded one does not. */
const STEPS_RANGE: NumberRange = { name: 'Steps', min: 1, max: 8, step: 1 };

/** The command line refuses what the page would clamp: a script should not get another picture than it asked for. */
function number(text: string, range: NumberRange): number {
  const { value, message } = readNumber(text, range);
  if (value === null || message !== '')
    throw new UsageError(`--${range.name.toLowerCase()} ${text}: ${message}`);
  return value;
}

function report(info: EngineInfo, result: FrameResult, png: string, sha256: string) {
  const { request, timings, panes } = result;
  const round = (milliseconds: number) => Number(milliseconds.toFixed(1));
  return {
    model: info.modelId,
    mode: panes[0]?.mode,
    scale: request.scale,
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
      frame: round(panes[0]?.frame ?? 0),
      total: round(timings.total),
    },
    dropped: { positive: result.positive.dropped, negative: result.negative.dropped },
    png,
    sha256,
  };
}

async function main(): Promise<void> {
  const { prompt, negative, mode, scale, seed, steps, model, folder, backend, out, json } = readArguments();
  const engine = await openNodeEngine(folder);
  const modelId =
    model ?? (folder === undefined ? undefined : `local-${path.basename(path.resolve(folder))}`);
  const named = {
    ...(modelId && { modelId }),
    ...(folder && { modelName: path.basename(path.resolve(folder)) }),
  };
  await engine.load({ backend, ...named });
  const request = { positive: prompt, negative, scale, seed, panes: [mode] };
  const result = await engine.generate(steps === undefined ? request : { ...request, steps });
  if (result.status !== 'done') throw new Error('nothing else was asked for, yet the frame was superseded');
  const png = encodePng(await engine.readPixels(mode));
  await writeFile(out, png);
  const line = report(await engine.info(), result, out, createHash('sha256').update(png).digest('hex'));
  if (json) console.log(JSON.stringify(line));
  else console.log(`${out}: ${mode} at ${scale}, seed ${seed}, ${line.ms.frame} ms on ${line.adapter}`);
  for (const notice of line.notices) console.error(notice);
}

await runProgram(main, USAGE);
