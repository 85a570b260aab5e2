// Which form self-attention runs in on the provider at hand: fused where that was found right, else as the file has it.

import {
  DataType,
  findAttention,
  fuseSelfAttention,
  type FusedSelfAttention,
  type Model,
} from '../onnx/index.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import { AdapterLimitError, SelfTestError } from './errors.ts';
import { multiHeadAttentionWorks } from './multiHeadTest.ts';
import type { Precision } from './buildRunner.ts';

/** Where ONNX Runtime runs the graph. */
export type OrtPlace =
  { readonly provider: 'wasm' } | { readonly provider: 'webgpu'; readonly gpu: GpuRuntime };

export interface SelfAttentionChoice {
  /** The graph to run. */
  readonly frame: Model;
  readonly isFused: boolean;
  /** Which form runs and why, for notices and `--json`. Undefined where the file leaves no choice. */
  readonly sentence: string | undefined;
}

export interface SelfAttentionOptions {
  /** What the session will run in: `float32` widens a float16 graph. */
  readonly precision: Precision;
  /** Queries of the largest self-attention, that is latent pixels (4096 for 64 x 64), over the whole batch. */
  readonly tokens: number;
}

/**
 * Emulated adapters and WebAssembly are not tested, so they cost nothing.
 * @param frame a frame graph of convertDenoiser, or any graph that openDenoiser opened
 * @throws SelfTestError where the file has MultiHeadAttention already and it is wrong; AdapterLimitError where only the raw form could run, and its scores do not fit one buffer of the GPU
 */
export async function chooseSelfAttention(
  frame: Model,
  place: OrtPlace,
  options: SelfAttentionOptions,
): Promise<SelfAttentionChoice> {
  const rewrite = fuseSelfAttention(frame);
  if (rewrite.fused.length === 0) {
    const [first] = rewrite.skipped;
    await refuseWrongFile(frame, place, options.precision);
    return { frame, isFused: false, sentence: first && leftRaw(first.reason) };
  }
  if (place.provider === 'wasm') {
    return { frame, isFused: false, sentence: leftRaw('on WebAssembly the fused form is no faster') };
  }
  const { works, reason } = await canFuse(rewrite, place.gpu, options.precision);
  if (works) return { frame: rewrite.model, isFused: true, sentence: `${countOf(rewrite)}: ${reason}.` };
  refuseLargeScores(rewrite, place.gpu, options);
  return { frame, isFused: false, sentence: leftRaw(reason) };
}

/** Files may come with MultiHeadAttention, and then there is no other form to run. */
async function refuseWrongFile(frame: Model, place: OrtPlace, precision: Precision): Promise<void> {
  if (place.provider === 'wasm' || place.gpu.context.isSoftware) return;
  const given = findAttention(frame.graph).layers.filter(({ form }) => form === 'MultiHeadAttention');
  const headSizes = [...new Set(given.flatMap(({ headSize }) => headSize ?? []))];
  if (headSizes.length === 0) return;
  const { works, finding } = await multiHeadAttentionWorks(place.gpu, precision, headSizes);
  if (!works) throw new SelfTestError(place.gpu.context.description, `ONNX Runtime's ${finding}`);
}

const leftRaw = (reason: string) => `Self-attention is left as MatMul and Softmax: ${reason}.`;

async function canFuse(
  rewrite: FusedSelfAttention,
  gpu: GpuRuntime,
  precision: Precision,
): Promise<{ readonly works: boolean; readonly reason: string }> {
  const { description, isSoftware } = gpu.context;
  if (isSoftware) return { works: false, reason: `${description} takes minutes to compile the fused form` };
  const headSizes = [...new Set(rewrite.fused.map(({ headSize }) => headSize))];
  const reasons: string[] = [];
  for (const type of precisionsOf(rewrite, precision)) {
    const { works, finding } = await multiHeadAttentionWorks(gpu, type, headSizes);
    const reason = `ONNX Runtime's ${finding}`;
    if (!works) return { works, reason };
    reasons.push(reason);
  }
  return { works: true, reason: reasons[0] ?? '' };
}

/**
 * ONNX Runtime 1.30 computes wrong values in silence, where the scores of raw attention [N, S, S] are more than the GPU
 * can bind at once: relative RMS 0.8 for 4 heads of 4096 x 4096 numbers on lavapipe, whose limit is 128 MiB.
 */
function refuseLargeScores(
  { fused }: FusedSelfAttention,
  { device }: GpuRuntime,
  { precision, tokens }: SelfAttentionOptions,
): void {
  const { maxStorageBufferBindingSize: limit } = device.limits;
  for (const { name, heads, type } of fused) {
    const elementBytes = precision === 'float16' && type === DataType.Float16 ? 2 : 4;
    const bytes = heads * tokens ** 2 * elementBytes;
    if (bytes <= limit) continue;
    const need = `the scores of "${name}" take ${mebibytes(bytes)} in one buffer, and ${mebibytes(limit)} is the most`;
    throw new AdapterLimitError('Self-attention', need);
  }
}

const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;

/** A float16 graph may run some of its attention in float32. */
function precisionsOf({ fused }: FusedSelfAttention, precision: Precision): Precision[] {
  if (precision === 'float32') return ['float32'];
  const types = fused.map(({ type }): Precision => (type === DataType.Float16 ? 'float16' : 'float32'));
  return [...new Set(types)];
}

function countOf({ fused, skipped }: FusedSelfAttention): string {
  const [first] = skipped;
  if (first === undefined) return 'Self-attention is fused';
  const all = fused.length + skipped.length;
  return `Self-attention is fused in ${fused.length} of ${all} layers ("${first.node.name}" stays, for ${first.reason})`;
}
