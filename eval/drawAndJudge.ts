// One picture a mode through the page's engine, and what the judge says of each.

import type { FrameRequest, ImageEngine } from '../src/protocol/engine.ts';
import type { GuidanceMode } from '../src/protocol/guidance.ts';
import { panesOf } from '../src/protocol/panesOf.ts';
import type { Classifier, Verdict } from './classifier.ts';

/** Verdicts in the order of `modes`. */
export async function drawAndJudge(
  engine: ImageEngine,
  classifier: Classifier,
  request: Omit<FrameRequest, 'panes'>,
  modes: readonly GuidanceMode[],
): Promise<Verdict[]> {
  await engine.generate({ ...request, panes: panesOf(modes) });
  const verdicts: Verdict[] = [];
  for (const mode of modes) verdicts.push(await classifier.judge(await engine.readPixels(mode)));
  return verdicts;
}
