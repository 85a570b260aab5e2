// A pane's guidance as passes of the network: one plain, one steered inside its attention, or two that are combined.

import type { FrameRequest, PaneRequest } from '../protocol/engine.ts';
import type { GuidanceParameters, ModelFamily } from '../protocol/guidance.ts';
import { guidanceAt } from '../protocol/guidanceAt.ts';
import type { FrameParameters } from '../runtime/index.ts';
import type { PanePrompts } from './pictureModel.ts';
import type { PromptStates } from './promptCache.ts';

export type Guide =
  | { readonly place: 'nowhere'; readonly positive: PromptStates }
  | {
      readonly place: 'attention';
      readonly positive: PromptStates;
      readonly negative: PromptStates;
      /** What the attention op runs with. */
      readonly frame: FrameParameters;
    }
  | {
      readonly place: 'output';
      readonly positive: PromptStates;
      readonly negative: PromptStates;
      /** CFG's kappa: (1 - kappa) f(negative) + kappa f(positive)  (arXiv 2412.02687, eq. 5). */
      readonly kappa: number;
    };

/** The plain pass, as the attention op runs it. */
export const PLAIN: FrameParameters = Object.freeze({ mode: 'none' });

/** An empty negative steers nowhere: every mode is the plain picture then. */
export function guidanceOf(
  pane: Omit<PaneRequest, 'id'>,
  { scale }: Pick<FrameRequest, 'scale'>,
  family: ModelFamily,
  { negative }: PanePrompts,
): GuidanceParameters {
  return negative.isEmpty ? { mode: 'none' } : guidanceAt(pane, scale, family);
}

export function guideOf(guidance: GuidanceParameters, { positive, negative }: PanePrompts): Guide {
  if (guidance.mode === 'none') return { place: 'nowhere', positive };
  if (guidance.mode === 'cfg') return { place: 'output', positive, negative, kappa: guidance.scale };
  return { place: 'attention', positive, negative, frame: guidance };
}
