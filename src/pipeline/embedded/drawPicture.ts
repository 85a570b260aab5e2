// One pane's picture from the passes that its guidance mode needs: one for none and NASA, two for CFG.

import type { FrameRequest, GuidanceMode } from '../../protocol/engine.ts';
import { cfgScale } from '../cfg.ts';
import type { DrawnPicture, PanePrompts } from '../pictureModel.ts';
import type { FrameDrawer } from './frameDrawer.ts';

/** An empty negative steers nowhere: every mode is the plain picture then. @throws CancelledError */
export async function drawPicture(
  drawer: FrameDrawer,
  mode: GuidanceMode,
  { positive, negative }: PanePrompts,
  { scale, seed }: FrameRequest,
  signal: AbortSignal,
): Promise<DrawnPicture> {
  if (mode === 'nasa' && !negative.isEmpty) {
    const { image, milliseconds } = await drawer.nasa(positive, negative, scale, seed, signal);
    return { picture: { positive: image, guidanceScale: 1 }, milliseconds };
  }
  const plain = await drawer.plain('positive', positive, seed, signal);
  if (mode !== 'cfg' || negative.isEmpty) {
    return { picture: { positive: plain.image, guidanceScale: 1 }, milliseconds: plain.milliseconds };
  }
  const away = await drawer.plain('negative', negative, seed, signal);
  return {
    picture: { positive: plain.image, negative: away.image, guidanceScale: cfgScale(scale) },
    milliseconds: plain.milliseconds + away.milliseconds,
  };
}
