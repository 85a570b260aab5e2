// Both prompts of a request as the network reads them, with what that took and what the tokenizer made of them.

import type { FrameRequest, FrameResult, StageTimings } from '../protocol/engine.ts';
import type { Drawer, PanePrompts } from './pictureModel.ts';
import type { PromptTimings } from './promptCache.ts';

export interface RequestPrompts {
  readonly states: PanePrompts;
  /** Of both together. */
  readonly stages: Omit<StageTimings, 'total'>;
  readonly reports: Pick<FrameResult, 'positive' | 'negative'>;
}

export async function promptsOf(
  { prompts }: Pick<Drawer, 'prompts'>,
  request: Pick<FrameRequest, 'positive' | 'negative'>,
): Promise<RequestPrompts> {
  const positive = await prompts.get(request.positive);
  const negative = await prompts.get(request.negative);
  const sum = (stage: keyof PromptTimings) => positive.timings[stage] + negative.timings[stage];
  return {
    states: { positive: positive.states, negative: negative.states },
    stages: { tokenize: sum('tokenize'), text: sum('text'), prompt: sum('prompt') },
    reports: { positive: positive.states.report, negative: negative.states.report },
  };
}
