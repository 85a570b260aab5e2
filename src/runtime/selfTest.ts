// Whether any of our attention kernels computes right values on the adapter at hand, before any picture depends on it.

import { makeNode } from '../onnx/index.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import type { CustomOp } from './ops/types.ts';
import type { Precision } from './buildRunner.ts';

const HEADS = 2;
/** What the embedded model has. */
const HEAD_SIZE = 32;
/** Tokens of query, positive key and value, negative key and value. */
const LENGTHS = [33, 11, 11, 5, 5] as const;
const NODE = makeNode('steeraway::NasaCrossAttention', [], ['z'], { num_heads: HEADS });

/**
 * The kernel of none, NASA and VSF; NAG's are tested when that mode is first drawn, as kernels for other head sizes are.
 * What is wrong is left out, with a notice of the tuner.
 * @throws SelfTestError where no kernel is right on this adapter
 */
export async function selfTestAttention(
  gpu: GpuRuntime,
  precision: Precision,
  op: CustomOp = nasaCrossAttention,
): Promise<void> {
  const shapes = LENGTHS.map((length) => ({ type: precision, dims: [1, length, HEADS * HEAD_SIZE] }));
  await gpu.tuner.check(op.prepare(NODE, shapes, gpu.profile, 'nasa'));
}
