// Results as suites hand them over, for tests of what becomes of them.

import type { ArmResult, RecordedResult } from '../harness/result.ts';

export function sampleResult(part: Partial<RecordedResult>): RecordedResult {
  return {
    suite: 'frame',
    adapter: 'A GPU',
    arms: [sampleArm('nasa', '64x64', 20), sampleArm('none', '64x64', 10)],
    ratios: { nasa_over_plain: 2 },
    recorded: {
      date: '2026-11-23',
      commit: '0123456789',
      node: '20.20.2',
      dawn: '0.4.0',
      onnxRuntime: '1.30.0',
      machine: '2 x a processor, Linux',
      toggles: [],
    },
    ...part,
  };
}

/** @param gpu median on the GPU's clock; undefined where it has none */
export function sampleArm(name: string, shape: string, wall: number, gpu?: number): ArmResult {
  return {
    name,
    shape,
    ms: { median: wall, iqr: 1 },
    ...(gpu !== undefined && { gpuMs: { median: gpu, iqr: 1 } }),
    n: 5,
  };
}
