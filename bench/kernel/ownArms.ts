// (a) our fused kernel, and (c) our kernel for one branch, twice, with a kernel that combines the two.

import combineShader from '../../shaders/bench/combine.wgsl?raw';
import { makeNode } from '../../src/onnx/index.ts';
import type { GpuRuntime, Tensor } from '../../src/runtime/index.ts';
import { encodeFrameParameters } from '../../src/runtime/ops/frameParameters.ts';
import { nasaCrossAttention } from '../../src/runtime/ops/nasaCrossAttention.ts';
import type { FrameParameters, OpBinding } from '../../src/runtime/ops/types.ts';
import { pooled, shapeOf } from '../../src/runtime/values.ts';
import type { Arm } from '../harness/arm.ts';
import { bind, dispatchArm, type BoundDispatch } from './dispatchArm.ts';
import { bytesOf } from './shapes.ts';
import { OPERANDS, SCALE, uploadOperands, type Problem } from './problem.ts';

/** More than any last-level cache: 50 MB on an H200, 72 MB on an RTX 4090. */
const COLD_BYTES = 128 * 2 ** 20;

/** An arm and the tensor that it writes. */
export interface CheckedArm {
  readonly arm: Arm;
  readonly output: GPUBuffer;
}

/** Everything hot: the same buffers every time. */
export async function fusedArm(gpu: GpuRuntime, problem: Problem, name = 'ours'): Promise<CheckedArm> {
  const set = await fusedSet(gpu, problem);
  return { arm: dispatchArm(gpu.device, name, [set.dispatches], set.release), output: set.output };
}

/** The same over so many sets of buffers that none is in a cache when its turn comes. */
export async function coldFusedArm(gpu: GpuRuntime, problem: Problem): Promise<CheckedArm> {
  const bytes = bytesOf(problem.shape, problem.precision === 'float32' ? 4 : 2);
  const sets: Awaited<ReturnType<typeof fusedSet>>[] = [];
  for (let i = 0; i < Math.ceil(COLD_BYTES / bytes); i++) sets.push(await fusedSet(gpu, problem));
  const turns = sets.map(({ dispatches }) => dispatches);
  const release = () => {
    for (const set of sets) set.release();
  };
  return { arm: dispatchArm(gpu.device, 'ours, cold', turns, release), output: sets[0]!.output };
}

export async function twoPassArm(gpu: GpuRuntime, problem: Problem): Promise<CheckedArm> {
  const operands = uploadOperands(problem, gpu);
  const [query, positiveKey, positiveValue, negativeKey, negativeValue] = operands as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const frame = uniform(gpu, encodeFrameParameters({ mode: 'nasa', scale: SCALE }));
  const none = { mode: 'none' } as const;
  const positive = await attention(gpu, problem, [query, positiveKey, positiveValue], none);
  const negative = await attention(gpu, problem, [query, negativeKey, negativeValue], none);
  const output = pooled(gpu.pool, shapeOf(query));
  const combine = bind(
    gpu.device,
    await gpu.kernels.get(combineVariant(problem)),
    [positive.output, negative.output, output.tensor.gpuBuffer, frame],
    [Math.ceil(problem.numbers[0]!.length / 4 / 64), 1, 1],
  );
  const release = () => {
    for (const tensor of operands) tensor.dispose();
    for (const part of [positive, negative]) part.release();
    output.free();
    frame.destroy();
  };
  const turns = [[...positive.dispatches, ...negative.dispatches, combine]];
  return { arm: dispatchArm(gpu.device, 'two', turns, release), output: output.tensor.gpuBuffer };
}

interface BoundAttention {
  readonly dispatches: readonly BoundDispatch[];
  readonly output: GPUBuffer;
  readonly release: () => void;
}

/** The fused kernel on operands of its own. */
async function fusedSet(gpu: GpuRuntime, problem: Problem): Promise<BoundAttention> {
  const operands = uploadOperands(problem, gpu);
  const bound = await attention(gpu, problem, operands, { mode: 'nasa', scale: SCALE });
  const release = () => {
    for (const tensor of operands) tensor.dispose();
    bound.release();
  };
  return { ...bound, release };
}

/** @param operands by OPERANDS; without the negative two, the op is plain cross-attention */
async function attention(
  gpu: GpuRuntime,
  { shape }: Problem,
  operands: readonly Tensor[],
  frame: FrameParameters,
): Promise<BoundAttention> {
  const names = OPERANDS.slice(0, operands.length);
  const node = makeNode('steeraway::NasaCrossAttention', names, ['z'], { num_heads: shape.heads });
  const call = nasaCrossAttention.prepare(node, operands.map(shapeOf), gpu.profile, frame.mode);
  const output = pooled(gpu.pool, call.outputs[0]!);
  const scratch = call.scratch.map((bytes) => gpu.pool.acquire(bytes));
  const uniforms: GPUBuffer[] = [];
  const bufferOf = (binding: OpBinding): GPUBuffer => {
    if (binding.kind === 'input') return operands[binding.index]?.gpuBuffer ?? gpu.empty;
    if (binding.kind === 'output') return output.tensor.gpuBuffer;
    if (binding.kind === 'scratch') return scratch[binding.index]!;
    const buffer = uniform(gpu, binding.kind === 'frame' ? encodeFrameParameters(frame) : binding.data);
    uniforms.push(buffer);
    return buffer;
  };
  const dispatches: BoundDispatch[] = [];
  for (const { variant, bindings, workgroups } of call.dispatches)
    dispatches.push(bind(gpu.device, await gpu.kernels.get(variant), bindings.map(bufferOf), workgroups));
  const release = () => {
    for (const buffer of uniforms) buffer.destroy();
    for (const buffer of scratch) gpu.pool.release(buffer);
    output.free();
  };
  return { dispatches, output: output.tensor.gpuBuffer, release };
}

export function uniform({ device }: GpuRuntime, data: ArrayBuffer): GPUBuffer {
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size: data.byteLength, usage });
  device.queue.writeBuffer(buffer, 0, data);
  return buffer;
}

function combineVariant({ precision }: Problem) {
  const half = precision === 'float16';
  return {
    label: `combine_${precision}`,
    header: half ? 'enable f16;\nalias element4 = vec4<f16>;' : 'alias element4 = vec4<f32>;',
    sources: [combineShader],
    entryPoint: 'combine',
    overrides: {},
  };
}
