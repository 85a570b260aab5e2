// The prompts of a request as one network reads them.

import type { FrameRequest, PromptReport, StageTimings } from '../protocol/engine.ts';
import type { PanePrompts, PictureNetwork } from './pictureModel.ts';

export interface EncodedRequest {
  readonly prompts: PanePrompts;
  readonly timings: Omit<StageTimings, 'total'>;
  readonly positive: PromptReport;
  readonly negative: PromptReport;
}

export async function encodeRequest(
  { prompts }: Pick<PictureNetwork, 'prompts'>,
  request: Pick<FrameRequest, 'positive' | 'negative'>,
): Promise<EncodedRequest> {
  const positive = await prompts.get(request.positive);
  const negative = await prompts.get(request.negative);
  const sum = (stage: keyof typeof positive.timings) => positive.timings[stage] + negative.timings[stage];
  return {
    prompts: { positive: positive.states, negative: negative.states },
    timings: { tokenize: sum('tokenize'), text: sum('text'), prompt: sum('prompt') },
    positive: positive.states.report,
    negative: negative.states.report,
  };
}
