// `npm run bench -- --suite NAME`: measurements of the real thing in Node on Dawn, as JSON.

import { parseArgs } from 'node:util';
import { BACKEND_USAGE, readBackend } from '../scripts/node/openEngine.ts';
import { runProgram, UsageError } from '../scripts/node/program.ts';
import { installNodeHost } from '../src/runtime/nodeHost.ts';
import { frameSuite } from './frame.ts';
import { latencySuite } from './latency.ts';
import { surgerySuite } from './surgery.ts';

const USAGE = `npm run bench -- --suite frame [--frames n] ${BACKEND_USAGE} [--json]
npm run bench -- --suite latency [--json]     # in Chromium, on the built site
npm run bench -- --suite surgery --file MODEL.onnx [--frames n]
npm run bench -- --suite full-size --file UNET.onnx [--latent n] [--provider webgpu|wasm] [--precision float16|float32]`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      suite: { type: 'string', default: 'frame' },
      frames: { type: 'string', default: '21' },
      backend: { type: 'string', default: 'auto' },
      file: { type: 'string' },
      latent: { type: 'string', default: '64' },
      provider: { type: 'string', default: 'webgpu' },
      precision: { type: 'string', default: 'float16' },
      json: { type: 'boolean', default: false },
    },
  });
  return values;
}

type Arguments = ReturnType<typeof readArguments>;

const SUITES: Readonly<Record<string, (values: Arguments) => Promise<object>>> = {
  frame: ({ backend, frames }) =>
    frameSuite({ backend: readBackend(backend), frames: wholeNumber(frames, 'frames') }),
  surgery: ({ file, frames }) =>
    surgerySuite({ file: givenFile(file), rounds: wholeNumber(frames, 'frames') }),
  latency: () => latencySuite(),
  'full-size': fullSize,
};

async function fullSize({ file, latent, provider, precision }: Arguments): Promise<object> {
  if (provider !== 'webgpu' && provider !== 'wasm')
    throw new UsageError(`--provider ${provider} does not exist.`);
  if (precision !== 'float16' && precision !== 'float32') {
    throw new UsageError(`--precision ${precision} does not exist.`);
  }
  installNodeHost(); // ONNX Runtime looks for navigator.gpu when it loads
  const { fullSizeSuite } = await import('./fullSize.ts');
  return fullSizeSuite({ file: givenFile(file), latent: wholeNumber(latent, 'latent'), provider, precision });
}

function givenFile(file: string | undefined): string {
  if (file === undefined) throw new UsageError('--file is missing: training/fixtures/full_size writes one.');
  return file;
}

function wholeNumber(text: string, option: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${option} must be a whole number above 0.`);
  return value;
}

async function main(): Promise<void> {
  const values = readArguments();
  const suite = SUITES[values.suite];
  if (!suite)
    throw new UsageError(`--suite ${values.suite} is not one of ${Object.keys(SUITES).join(', ')}.`);
  console.log(JSON.stringify(await suite(values), null, values.json ? 0 : 2));
}

await runProgram(main, USAGE);
