// Runs the attention kernels on made-up tensors, inside poisoned buffers, for their GPU tests.

import { makeNode } from '../../onnx/build.ts';
import type { Node } from '../../onnx/ir.ts';
import { float16ToFloat32, float32ToFloat16 } from '../../lib/float16.ts';
import { inErrorScopes } from '../device.ts';
import { submitDispatches } from '../gpu/dispatch.ts';
import { KernelCache } from '../gpu/kernel.ts';
import { profileOf } from '../gpuRuntime.ts';
import { readBuffer } from '../gpu/readback.ts';
import { encodeFrameParameters } from '../ops/frameParameters.ts';
import { nasaCrossAttention } from '../ops/nasaCrossAttention.ts';
import type { AttentionProblem } from '../ops/attention.ref.ts';
import type { FrameParameters, GpuProfile, OpBinding, TensorShape } from '../ops/types.ts';
import { gpu, type FloatType } from './gpu.ts';
import { mulberry32 } from '../../lib/mulberry32.ts';
import { normals } from './random.ts';

export interface AttentionCase {
  readonly type: FloatType;
  readonly batch?: number;
  readonly queries: number;
  readonly heads: number;
  readonly headSize: number;
  readonly positiveKeys: number;
  readonly negativeKeys: number;
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
  const { batch = 1, queries, heads, headSize, positiveKeys, negativeKeys, amplitude = 1, seed = 1 } = c;
  const channels = heads * headSize;
  const tensor = (salt: number, rows: number, size = 1) => {
    const values = normals(seed * 8 + salt, batch * rows * channels, size);
    return c.type === 'float16' ? float16ToFloat32(float32ToFloat16(values)) : values;
  };
  const mask = (salt: number, count: number) => {
    const next = mulberry32(seed * 8 + salt);
    return c.masked ? Int32Array.from({ length: batch * count }, () => (next() < 0.6 ? 1 : 0)) : undefined;
  };
  return {
    batch,
    queries,
    heads,
    headSize,
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

/**
 * The op's output, computed as a session does it. Throws where the GPU reports an error or a byte outside the output
 * changed.
 * @param profile may pretend limits, e.g. 16384 bytes of workgroup memory
 */
export async function runAttention(
  type: FloatType,
  problem: AttentionProblem,
  parameters: FrameParameters,
  profile: GpuProfile = adapterProfile(),
): Promise<Float32Array> {
  const { device } = gpu;
  const tensors = tensorsOf(type, problem);
  const call = nasaCrossAttention.prepare(nodeOf(problem), shapesOf(type, problem), profile, parameters.mode);
  const outputBytes = tensors[0]!.byteLength;
  const output = guarded(new Uint8Array(outputBytes).fill(POISON));
  const inputs = tensors.map(guarded);
  const candidate = call.candidates[0]!;
  const scratch = candidate.scratch.map((bytes) => guarded(new Uint8Array(bytes).fill(POISON)));
  const frame = uniformBuffer(encodeFrameParameters(parameters));
  const resource = (binding: OpBinding): GPUBufferBinding => {
    switch (binding.kind) {
      case 'frame':
        return { buffer: frame };
      case 'uniform':
        return { buffer: uniformBuffer(binding.data) };
      case 'input': // to the end of the buffer, as recycled ones are bound: there is poison behind the last token
        return { buffer: inputs[binding.index]!.buffer, offset: GUARD };
      case 'scratch':
        return { buffer: scratch[binding.index]!.buffer, offset: GUARD };
      case 'output':
        return { buffer: output.buffer, offset: GUARD, size: Math.max(16, output.bytes) };
    }
  };
  const pipelines = await Promise.all(candidate.dispatches.map(({ variant }) => kernels.get(variant)));
  await inErrorScopes(device, 'the attention kernels', () =>
    submitDispatches(
      device,
      candidate.dispatches.map(({ bindings, workgroups }, i) => ({
        pipeline: pipelines[i]!,
        bindings: bindings.map(resource),
        workgroups,
      })),
    ),
  );
  const all = new Uint8Array(await readBuffer(device, output.buffer, output.buffer.size));
  for (const { buffer } of [output, ...inputs, ...scratch]) buffer.destroy();
  return floatValues(insideGuards(all, outputBytes), type);
}

function nodeOf({ heads, softmaxScale }: AttentionProblem): Node {
  const scale = { kind: 'float', value: softmaxScale } as const;
  return makeNode('steeraway::NasaCrossAttention', [], ['z'], { num_heads: heads, scale });
}

function tensorsOf(type: FloatType, { query, positive, negative }: AttentionProblem): Uint8Array[] {
  const arrays = [query, positive.key, positive.value, negative.key, negative.value];
  const masks = [positive, negative].flatMap(({ mask }) => (mask ? [Int32Array.from(mask)] : []));
  return [
    ...arrays.map((values) => floatBytes(values, type)),
    ...masks.map(({ buffer }) => new Uint8Array(buffer)),
  ];
}

export function adapterProfile(): GpuProfile {
  return profileOf(gpu);
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
