// What a run tells of a custom op before it runs: its node, the shapes that reach it, and any of its inputs read back.

import { float16ToFloat32 } from '../lib/float16.ts';
import type { Node } from '../onnx/index.ts';
import type { TensorShape } from './ops/types.ts';
import type { Tensor } from './ort.ts';
import { borrowed, downloaded, isOnGpu, shapeOf } from './values.ts';

export interface ObservedOp {
  readonly node: Node;
  /** One per node input, undefined where the node omits it. */
  readonly shapes: readonly (TensorShape | undefined)[];
  /** The numbers of a float input that is not omitted. Reads back from the GPU where they are there. @throws GpuOperationError */
  read(index: number): Promise<Float32Array>;
}

export type ObserveOp = (op: ObservedOp) => Promise<void>;

export function observedOp(
  device: GPUDevice,
  node: Node,
  inputs: readonly (Tensor | undefined)[],
): ObservedOp {
  return {
    node,
    shapes: inputs.map((tensor) => tensor && shapeOf(tensor)),
    async read(index) {
      const tensor = inputs[index]!;
      const { tensor: onCpu } = isOnGpu(tensor)
        ? await downloaded(device, borrowed(tensor))
        : borrowed(tensor);
      return onCpu.type === 'float16'
        ? float16ToFloat32(onCpu.data as Uint16Array)
        : (onCpu.data as Float32Array);
    },
  };
}
