// The command line of `npm run bench`.

import { parseArgs } from 'node:util';
import { BACKEND_USAGE } from '../scripts/node/openEngine.ts';
import { UsageError } from '../scripts/node/program.ts';

export const USAGE = `npm run bench -- --suite kernel [--shapes NAME,...] [--precision float32|float16] [--rounds n] [--with mha,tune]
npm run bench -- --suite frame [--frames n] ${BACKEND_USAGE}
npm run bench -- --suite frame --file UNET.onnx [--frames n] [--latent n] [--provider webgpu|wasm] [--precision float16|float32]
npm run bench -- --suite load [--rounds n] ${BACKEND_USAGE}
npm run bench -- --suite moves [--moves n] ${BACKEND_USAGE}
npm run bench -- --suite latency     # in Chromium, on the built site
npm run bench -- --suite surgery --file MODEL.onnx [--frames n]
npm run bench -- --suite full-size --file UNET.onnx [--latent n] [--provider webgpu|wasm] [--precision float16|float32]
npm run bench -- --report
all: [--adapter lavapipe|swiftshader|NAME] [--toggles NAME,...] [--json] [--no-save]`;

export function readArguments() {
  const { values } = parseArgs({
    options: {
      suite: { type: 'string', default: 'frame' },
      frames: { type: 'string', default: '21' },
      moves: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '15' },
      shapes: { type: 'string' },
      with: { type: 'string' },
      backend: { type: 'string', default: 'auto' },
      file: { type: 'string' },
      latent: { type: 'string', default: '64' },
      provider: { type: 'string', default: 'webgpu' },
      precision: { type: 'string' },
      adapter: { type: 'string' },
      toggles: { type: 'string' },
      json: { type: 'boolean', default: false },
      'no-save': { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
    },
  });
  return values;
}

export type Arguments = ReturnType<typeof readArguments>;

/** @throws UsageError */
export function wholeNumber(text: string, option: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${option} must be a whole number above 0.`);
  return value;
}

/** @throws UsageError */
export function oneOf<Choice extends string>(
  text: string,
  choices: readonly Choice[],
  option: string,
): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw new UsageError(`--${option} ${text} is not one of ${choices.join(', ')}.`);
  return choice;
}

/** `a,b` as a list; undefined where the option is not given. @throws UsageError for an empty name */
export function names(text: string | undefined, option: string): string[] | undefined {
  const list = text?.split(',').map((name) => name.trim());
  if (list?.includes('')) throw new UsageError(`--${option} has an empty name.`);
  return list;
}
