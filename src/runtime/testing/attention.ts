// Runs the NASA attention kernel on made-up tensors, inside poisoned buffers, for its GPU tests.

import { makeNode } from '../../onnx/build.ts';
import { float16ToFloat32, float32ToFloat16 } from '../../lib/float16.ts';
import { inErrorScopes } from '../device.ts';
import { submitDispatch } from '../gpu/dispatch.ts';
import { KernelCache } from '../gpu/kernel.ts';
import { readBuffer } from '../gpu/readback.ts';
import { encodeFrameParameters } from '../ops/frameParameters.ts';
import { nasaCrossAttention } from '../ops/nasaCrossAttention.ts';
import type { AttentionProblem } from '../ops/nasaCrossAttention.ref.ts';
import type { FrameParameters, GpuProfile, OpBinding, TensorShape } from '../ops/types.ts';
import { gpu, type FloatType } from './gpu.ts';
import { normals, uniform } from './random.ts';

export interface AttentionCase {
  readonly type: FloatType;
  readonly batch?: number;
  readonly queries: number;
  readonly heads: number;
  readonly headSize: number;
  readonly positiveKeys: number;
  readonly negativeKeys: number;
  readonly scale: number;
  /** Standard deviation of queries and keys. */
  readonly amplitude?: number;
  readonly masked?: boolean;
  readonly seed?: number;
}

/** Bytes of poison on either side of every tensor; also makes every binding start at an offset. */
const GUARD = 256;
/** NaN in float32 and in float16. */
const POISON = 0xff;

const kernels = new KernelCache(gpu.device);

/** Random tensors that the case's element type holds exactly. */
export function makeProblem(c: AttentionCase): AttentionProblem {
  const {
    batch = 1,
    queries,
    heads,
    headSize,
    positiveKeys,
    negativeKeys,
    scale,
    amplitude = 1,
    seed = 1,
  } = c;
  const channels = heads * headSize;
  const tensor = (salt: number, rows: number, size = 1) => {
    const values = normals(seed * 8 + salt, batch * rows * channels, size);
    return c.type === 'float16' ? float16ToFloat32(float32ToFloat16(values)) : values;
  };
  const mask = (salt: number, count: number) => {
    const next = uniform(seed * 8 + salt);
    return c.masked ? Int32Array.from({ length: batch * count }, () => (next() < 0.6 ? 1 : 0)) : undefined;
  };
  return {
    batch,
    queries,
    heads,
    headSize,
    scale,
    softmaxScale: 1 / Math.sqrt(headSize),
    query: tensor(0, queries, amplitude),
    positive: {
      count: positiveKeys,
      key: tensor(1, positiveKeys, amplitude),
      value: tensor(2, positiveKeys),
      mask: mask(3, positiveKeys),
    },
    negative: {
      count: negativeKeys,
      key: tensor(4, negativeKeys, amplitude),
      value: tensor(5, negativeKeys),
      mask: mask(6, negativeKeys),
    },
  };
}

export interface AttentionOptions {
  readonly mode?: 'none' | 'nasa';
  /** Pretend limits, e.g. 16384 bytes of workgroup memory. */
  readonly profile?: GpuProfile;
}

/** The kernel's output. Throws where the GPU reports an error or a byte outside the output changed. */
export async function runAttention(
  type: FloatType,
  problem: AttentionProblem,
  { mode = 'nasa', profile = adapterProfile() }: AttentionOptions = {},
): Promise<Float32Array> {
  const { device } = gpu;
  const { positive, negative, softmaxScale } = problem;
  const arrays = [problem.query, positive.key, positive.value, negative.key, negative.value];
  const tensors = arrays.map((values) => floatBytes(values, type));
  for (const { mask } of [positive, negative])
    if (mask) tensors.push(new Uint8Array(Int32Array.from(mask).buffer));
  const names = tensors.map((_, i) => `input_${i}`);
  const node = makeNode('steeraway::NasaCrossAttention', names, ['z'], {
    num_heads: problem.heads,
    scale: { kind: 'float', value: softmaxScale },
  });
  const call = nasaCrossAttention.prepare(node, shapesOf(type, problem), profile);
  const outputBytes = tensors[0]!.byteLength;
  const output = guarded(new Uint8Array(outputBytes).fill(POISON));
  const inputs = tensors.map(guarded);
  const parameters: FrameParameters = mode === 'none' ? { mode } : { mode, scale: problem.scale };
  const frame = uniformBuffer(encodeFrameParameters(parameters));
  const resource = (binding: OpBinding): GPUBufferBinding => {
    if (binding.kind === 'frame') return { buffer: frame };
    if (binding.kind === 'uniform') return { buffer: uniformBuffer(binding.data) };
    const guardedTensor = binding.kind === 'input' ? inputs[binding.index]! : output;
    return { buffer: guardedTensor.buffer, offset: GUARD, size: Math.max(16, guardedTensor.bytes) };
  };
  const pipeline = await kernels.get(call.variant);
  await inErrorScopes(device, call.variant.label, () =>
    submitDispatch(device, { pipeline, bindings: call.bindings.map(resource), workgroups: call.workgroups }),
  );
  const all = new Uint8Array(await readBuffer(device, output.buffer, output.buffer.size));
  for (const { buffer } of [output, ...inputs]) buffer.destroy();
  return floatValues(insideGuards(all, outputBytes), type);
}

export function adapterProfile(): GpuProfile {
  const { maxComputeWorkgroupStorageSize, maxComputeInvocationsPerWorkgroup } = gpu.device.limits;
  return {
    workgroupBytes: maxComputeWorkgroupStorageSize,
    maxInvocations: maxComputeInvocationsPerWorkgroup,
    isSoftware: gpu.isSoftware,
  };
}

function shapesOf(
  type: FloatType,
  { batch, queries, heads, headSize, positive, negative }: AttentionProblem,
) {
  const float = (rows: number): TensorShape => ({ type, dims: [batch, rows, heads * headSize] });
  const shapes = [
    float(queries),
    float(positive.count),
    float(positive.count),
    float(negative.count),
    float(negative.count),
  ];
  for (const { mask, count } of [positive, negative])
    if (mask) shapes.push({ type: 'int32', dims: [batch, count] });
  return shapes;
}

function floatBytes(values: ArrayLike<number>, type: FloatType): Uint8Array {
  const floats = Float32Array.from(values);
  return new Uint8Array(type === 'float16' ? float32ToFloat16(floats).buffer : floats.buffer);
}

function floatValues(bytes: Uint8Array<ArrayBuffer>, type: FloatType): Float32Array {
  return type === 'float16'
    ? float16ToFloat32(new Uint16Array(bytes.buffer))
    : new Float32Array(bytes.buffer);
}

/** A buffer with `data` between two stretches of poison. */
function guarded(data: Uint8Array): { buffer: GPUBuffer; bytes: number } {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
  const size = 2 * GUARD + Math.ceil(Math.max(16, data.byteLength) / 4) * 4;
  const buffer = gpu.device.createBuffer({ size, usage, mappedAtCreation: true });
  const mapped = new Uint8Array(buffer.getMappedRange()).fill(POISON);
  mapped.set(data, GUARD);
  buffer.unmap();
  return { buffer, bytes: data.byteLength };
}

function insideGuards(all: Uint8Array<ArrayBuffer>, bytes: number): Uint8Array<ArrayBuffer> {
  const outside = [...all.subarray(0, GUARD), ...all.subarray(GUARD + bytes)];
  const touched = outside.findIndex((byte) => byte !== POISON);
  if (touched >= 0)
    throw new Error(`the kernel wrote outside its output: guard byte ${touched} is ${outside[touched]}`);
  return all.slice(GUARD, GUARD + bytes);
}

function uniformBuffer(data: ArrayBuffer): GPUBuffer {
  const buffer = gpu.device.createBuffer({
    size: data.byteLength,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  gpu.device.queue.writeBuffer(buffer, 0, data);
  return buffer;
}
