// Which form self-attention runs in on the provider at hand: fused where that was found right, else as the file has it.

import { DataType, fuseSelfAttention, type FusedSelfAttention, type Model } from '../onnx/index.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import { multiHeadAttentionWorks } from './multiHeadTest.ts';
import type { Precision } from './session.ts';

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

/**
 * A model without raw self-attention costs nothing here, and neither does an emulated adapter.
 * @param frame a frame graph of convertDenoiser, or any graph that openDenoiser opened
 * @param precision what the session will run in: `float32` widens a float16 graph
 */
export async function chooseSelfAttention(
  frame: Model,
  place: OrtPlace,
  precision: Precision,
): Promise<SelfAttentionChoice> {
  const rewrite = fuseSelfAttention(frame);
  const raw = (reason: string): SelfAttentionChoice => {
    return { frame, isFused: false, sentence: `Self-attention is left as MatMul and Softmax: ${reason}.` };
  };
  if (rewrite.fused.length === 0) {
    const [first] = rewrite.skipped;
    return first ? raw(first.reason) : { frame, isFused: false, sentence: undefined };
  }
  if (place.provider === 'wasm') return raw('on WebAssembly the fused form is no faster');
  const { context } = place.gpu;
  if (context.isSoftware) return raw(`${context.description} takes minutes to compile the fused form`);
  const headSizes = [...new Set(rewrite.fused.map(({ headSize }) => headSize))];
  const findings: string[] = [];
  for (const type of precisionsOf(rewrite, precision)) {
    const { works, finding } = await multiHeadAttentionWorks(place.gpu, type, headSizes);
    if (!works) return raw(`ONNX Runtime's ${finding}`);
    findings.push(finding);
  }
  return {
    frame: rewrite.model,
    isFused: true,
    sentence: `${countOf(rewrite)}: ONNX Runtime's ${findings[0] ?? ''}.`,
  };
}

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
