// One pane's picture from the passes that its guidance takes.

import { guideOf } from '../guide.ts';
import type { DrawnPicture, PanePrompts } from '../pictureModel.ts';
import type { GuidanceParameters } from '../../protocol/guidance.ts';
import type { FrameDrawer } from './frameDrawer.ts';

/** @throws CancelledError, GuidanceModeUnsupportedError */
export async function drawPicture(
  drawer: FrameDrawer,
  guidance: GuidanceParameters,
  prompts: PanePrompts,
  seed: number,
  signal: AbortSignal,
): Promise<DrawnPicture> {
  const guide = guideOf(guidance, prompts);
  if (guide.place === 'attention') {
    const { image, milliseconds } = await drawer.steered(guide, seed, signal);
    return { picture: { positive: image, guidanceScale: 1 }, milliseconds };
  }
  const plain = await drawer.plain('positive', guide.positive, seed, signal);
  if (guide.place === 'nowhere') {
    return { picture: { positive: plain.image, guidanceScale: 1 }, milliseconds: plain.milliseconds };
  }
  const away = await drawer.plain('negative', guide.negative, seed, signal);
  return {
    picture: { positive: plain.image, negative: away.image, guidanceScale: guide.kappa },
    milliseconds: plain.milliseconds + away.milliseconds,
  };
}
