// The suites by name: how each reads its options, and which are recorded in bench/results.

import { readBackend } from '../scripts/node/openEngine.ts';
import { UsageError } from '../scripts/node/program.ts';
import { names, oneOf, wholeNumber, type Arguments } from './arguments.ts';
import { installBenchHost, type HostOptions } from './harness/openGpu.ts';
import type { SuiteResult } from './harness/result.ts';
import { slugOf } from './harness/resultFiles.ts';

/** Suites import the engine only here, after the host is there: ONNX Runtime looks for navigator.gpu when it loads. */
export type Suite = (values: Arguments, host: HostOptions) => Promise<object>;

/** A suite whose results are kept: they have an adapter, arms and ratios. */
export interface RecordedSuite {
  readonly run: (values: Arguments, host: HostOptions) => Promise<SuiteResult>;
  /** False where the options ask for a part only: it must not replace the whole. */
  readonly isWhole: (values: Arguments) => boolean;
  /** The file it is kept in, where it did not run on Node's adapter. */
  readonly slug?: (result: SuiteResult) => string;
}

const PRECISIONS = ['float32', 'float16'] as const;

export const RECORDED_SUITES: Readonly<Record<string, RecordedSuite>> = {
  kernel: {
    async run({ shapes, precision = 'float32', rounds, with: extra }, host) {
      const extras = names(extra, 'with')?.map((name) => oneOf(name, ['mha', 'tune'], 'with')) ?? [];
      const options = {
        host,
        shapes: names(shapes, 'shapes'),
        precision: oneOf(precision, PRECISIONS, 'precision'),
        rounds: wholeNumber(rounds, 'rounds'),
        multiHead: extras.includes('mha'),
        tune: extras.includes('tune') ? ('always' as const) : ('auto' as const),
      };
      installBenchHost(host);
      const { kernelSuite } = await import('./kernel/kernelSuite.ts');
      return kernelSuite(options);
    },
    isWhole: ({ shapes }) => shapes === undefined,
  },
  frame: {
    async run(values, host) {
      const frames = wholeNumber(values.frames, 'frames');
      if (values.file !== undefined) {
        const options = fullSizeOptions(values);
        installBenchHost(host);
        const { fullSizeFrameSuite } = await import('./frame/fullSizeFrameSuite.ts');
        return fullSizeFrameSuite(options, frames);
      }
      const options = { backend: readBackend(values.backend), frames };
      installBenchHost(host);
      const { frameSuite } = await import('./frame/frameSuite.ts');
      return frameSuite(options);
    },
    isWhole: () => true,
  },
  load: {
    async run({ backend, rounds }, host) {
      const options = { backend: readBackend(backend), rounds: wholeNumber(rounds, 'rounds') };
      installBenchHost(host);
      const { loadSuite } = await import('./load.ts');
      return loadSuite(options);
    },
    isWhole: () => true,
  },
  latency: {
    async run() {
      const { latencySuite } = await import('./latency.ts');
      return latencySuite();
    },
    isWhole: () => true,
    slug: ({ adapter }) => slugOf(adapter),
  },
};

export const OTHER_SUITES: Readonly<Record<string, Suite>> = {
  async moves({ backend, moves }, host) {
    const options = { backend: readBackend(backend), moves: wholeNumber(moves, 'moves') };
    installBenchHost(host);
    const { movesSuite } = await import('./moves.ts');
    return movesSuite(options);
  },
  async surgery({ file, frames }) {
    const { surgerySuite } = await import('./surgery.ts');
    return surgerySuite({ file: givenFile(file), rounds: wholeNumber(frames, 'frames') });
  },
  async 'full-size'(values, host) {
    const options = fullSizeOptions(values);
    installBenchHost(host);
    const { fullSizeSuite } = await import('./fullSize.ts');
    return fullSizeSuite(options);
  },
};

function fullSizeOptions({ file, latent, provider, precision = 'float16' }: Arguments) {
  return {
    file: givenFile(file),
    latent: wholeNumber(latent, 'latent'),
    provider: oneOf(provider, ['webgpu', 'wasm'], 'provider'),
    precision: oneOf(precision, PRECISIONS, 'precision'),
  };
}

function givenFile(file: string | undefined): string {
  if (file === undefined) throw new UsageError('--file is missing: training/fixtures/full_size writes one.');
  return file;
}
