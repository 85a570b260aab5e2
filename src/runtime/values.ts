// Tensors on their way through a plan, and who has to free them.

import { float32ToFloat16 } from '../lib/float16.ts';
import { DataType, type ValueInfo } from '../onnx/index.ts';
import { Tensor } from './ort.ts';
import type { BufferPool } from './gpu/buffers.ts';
import { readBuffer } from './gpu/readback.ts';
import type { ElementType, TensorShape } from './ops/types.ts';

const BYTES: Readonly<Record<ElementType, number>> = { float32: 4, float16: 2, int32: 4 };

/** One tensor of a running plan. `free` gives its memory back; feeds and kept results have none to give. */
export interface Value {
  readonly tensor: Tensor;
  readonly free: () => void;
}

export const borrowed = (tensor: Tensor): Value => ({ tensor, free: () => {} });

/** A tensor that ONNX Runtime made. */
export const fromOrt = (tensor: Tensor): Value => ({ tensor, free: () => tensor.dispose() });

/** A tensor in a pooled buffer, for a kernel to write. */
export function pooled(pool: BufferPool, { type, dims }: TensorShape): Value {
  const buffer = pool.acquire(byteLength({ type, dims }));
  const tensor = Tensor.fromGpuBuffer(buffer, {
    dataType: type,
    dims: [...dims],
    dispose: () => pool.release(buffer),
  });
  return { tensor, free: () => tensor.dispose() };
}

/** A copy of a CPU tensor on the GPU. Empty tensors get a buffer as well: every binding needs one. */
export function uploaded(pool: BufferPool, tensor: Tensor): Value {
  const { type, dims } = shapeOf(tensor);
  const value = pooled(pool, { type, dims });
  const { buffer, byteOffset, byteLength: bytes } = tensor.data as Float32Array<ArrayBuffer>;
  const whole = Math.floor(bytes / 4) * 4;
  if (whole > 0) pool.device.queue.writeBuffer(value.tensor.gpuBuffer, 0, buffer, byteOffset, whole);
  if (whole < bytes) {
    const rest = new Uint8Array(4); // writes go in whole words
    rest.set(new Uint8Array(buffer, byteOffset + whole, bytes - whole));
    pool.device.queue.writeBuffer(value.tensor.gpuBuffer, whole, rest);
  }
  return value;
}

/** The tensor itself where it is on the GPU, else a copy there; `dispose` gives the memory back. */
export function copyToGpu(pool: BufferPool, tensor: Tensor): Tensor {
  return isOnGpu(tensor) ? tensor : uploaded(pool, tensor).tensor;
}

/** The same tensor on the CPU, once the GPU has made it; the GPU's copy is freed. */
export async function downloaded(device: GPUDevice, { tensor, free }: Value): Promise<Value> {
  const { type, dims } = shapeOf(tensor);
  try {
    const bytes = await readBuffer(device, tensor.gpuBuffer, byteLength({ type, dims }));
    return borrowed(cpuTensor({ type, dims }, bytes));
  } finally {
    free();
  }
}

/** A tensor on the CPU over bytes that nobody else writes to. */
export function cpuTensor({ type, dims }: TensorShape, bytes: ArrayBuffer): Tensor {
  return new Tensor(type, typedView(type, bytes), dims);
}

/** The numbers of a tensor over their bytes; float16 as its bits. */
export function typedView(type: ElementType, buffer: ArrayBuffer): Float32Array | Int32Array | Uint16Array {
  if (type === 'float32') return new Float32Array(buffer);
  return type === 'int32' ? new Int32Array(buffer) : new Uint16Array(buffer);
}

/** A CPU tensor of either float type from float32 numbers. */
export function floatTensor(
  type: 'float32' | 'float16',
  numbers: Float32Array,
  dims: readonly number[],
): Tensor {
  return type === 'float32'
    ? new Tensor(type, numbers, dims)
    : new Tensor(type, float32ToFloat16(numbers), dims);
}

/** A CPU tensor of the type that an input declares; int64 where that is no other number type. */
export function tensorFor(
  { elementType }: Pick<ValueInfo, 'elementType'>,
  numbers: readonly number[],
  dims: readonly number[],
): Tensor {
  switch (elementType) {
    case DataType.Float32:
    case DataType.Float16:
      return floatTensor(floatTypeOf({ elementType }), Float32Array.from(numbers), dims);
    case DataType.Int32:
      return new Tensor('int32', Int32Array.from(numbers), dims);
    default:
      return new Tensor('int64', BigInt64Array.from(numbers, BigInt), dims);
  }
}

/** Which of the float types an input or output declares. */
export function floatTypeOf({ elementType }: Pick<ValueInfo, 'elementType'>): 'float32' | 'float16' {
  return elementType === DataType.Float16 ? 'float16' : 'float32';
}

export function isOnGpu(tensor: Tensor): boolean {
  return tensor.location === 'gpu-buffer';
}

export function shapeOf(tensor: Tensor): TensorShape {
  return { type: tensor.type as ElementType, dims: tensor.dims };
}

export function sameShape(left: TensorShape, right: TensorShape): boolean {
  return (
    left.type === right.type &&
    left.dims.length === right.dims.length &&
    left.dims.every((dim, axis) => dim === right.dims[axis])
  );
}

export function byteLength({ type, dims }: TensorShape): number {
  return dims.reduce((product, dim) => product * dim, BYTES[type]);
}
