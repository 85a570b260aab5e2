// Pictures through the page's engine, and what the judge says of each.

import type { FrameRequest, ImageEngine, PaneRequest, PanePixels } from '../../src/protocol/engine.ts';
import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { panesOf } from '../../src/protocol/panesOf.ts';
import type { Classifier, Verdict } from './classifier.ts';

export type Prompted = Omit<FrameRequest, 'panes'>;

export interface Judged {
  readonly verdict: Verdict;
  readonly pixels: PanePixels;
}

/** In the order of `panes`. */
export async function drawPanes(
  engine: Pick<ImageEngine, 'generate' | 'readPixels'>,
  classifier: Classifier,
  request: Prompted,
  panes: readonly PaneRequest[],
): Promise<Judged[]> {
  await engine.generate({ ...request, panes });
  const judged: Judged[] = [];
  for (const { id } of panes) {
    const pixels = await engine.readPixels(id);
    judged.push({ pixels, verdict: await classifier.judge(pixels) });
  }
  return judged;
}

/** One picture a mode: verdicts in the order of `modes`. */
export async function drawAndJudge(
  engine: Pick<ImageEngine, 'generate' | 'readPixels'>,
  classifier: Classifier,
  request: Prompted,
  modes: readonly GuidanceMode[],
): Promise<Verdict[]> {
  const judged = await drawPanes(engine, classifier, request, panesOf(modes));
  return judged.map(({ verdict }) => verdict);
}
