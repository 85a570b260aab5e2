// A stock denoiser as downloaded -> a prompt graph and a frame graph with our op: every pass of surgery in order.

import type { Model } from '../ir.ts';
import { checkOperators } from '../operators.ts';
import type { Skipped } from './attention/match.ts';
import { attentionToMultiHead } from './attentionToMultiHead.ts';
import { cutCrossAttention } from './cutCrossAttention.ts';
import { hoistKeyValue, type SplitModel } from './hoistKeyValue.ts';
import { openDenoiser } from './openDenoiser.ts';

export interface ConvertedDenoiser extends SplitModel {
  /** Self-attention that stays in a form that not every provider runs, and why. */
  readonly skipped: readonly Skipped[];
}

/**
 * Weights are shared with `model`: tensors stay views into the file.
 * @throws LocalFunctionsError, UnknownOperatorError (models optimised for CUDA), JointAttentionError,
 *   NoCrossAttentionError, CrossAttentionCutError, PromptSplitError, InvalidGraphError
 */
export function convertDenoiser(model: Model): ConvertedDenoiser {
  const opened = openDenoiser(model);
  checkOperators(opened.model, []);
  const { prompt, frame } = hoistKeyValue(cutCrossAttention(opened.model));
  const { model: fused, skipped } = attentionToMultiHead(frame);
  return { prompt, frame: fused, skipped: [...opened.skipped, ...skipped] };
}
