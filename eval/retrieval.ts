// Retrieval suite: does the picture of a training label find its own label among 100 (top-1, our dual encoder)?

import type { ImageEngine } from '../src/protocol/engine.ts';
import { panesOf } from '../src/protocol/panesOf.ts';
import { argmax, type Classifier } from './classifier.ts';
import { share } from './share.ts';

const CANDIDATES = 100;

/** One plain, unguided picture per label, seed = index of the label; 99 other labels, evenly spread, compete with it. */
export async function retrievalSuite(
  engine: ImageEngine,
  classifier: Classifier,
  model: string,
  limit: number,
) {
  const names = classifier.subjectNames;
  const found: boolean[] = [];
  for (const [index, positive] of names.slice(0, limit).entries()) {
    await engine.generate({ positive, negative: '', scale: 0, seed: index, panes: panesOf(['none']) });
    const { subjectLogits } = await classifier.judge(await engine.readPixels('none'));
    const logits = candidates(index, names.length).map((candidate) => subjectLogits[candidate] ?? -Infinity);
    found.push(argmax(logits) === 0);
  }
  return {
    suite: 'retrieval',
    model,
    train: share(found, (hit) => hit),
    n: found.length,
    candidates: CANDIDATES,
  };
}

/** The label itself first, then 99 others at an even stride around the list. */
function candidates(index: number, count: number): number[] {
  const others = Array.from(
    { length: CANDIDATES - 1 },
    (_, k) => 1 + Math.floor((k * (count - 1)) / (CANDIDATES - 1)),
  );
  return [index, ...others.map((offset) => (index + offset) % count)];
}
