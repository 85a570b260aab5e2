// Retrieval suite: does a picture find its own label among 100 (top-1, our dual encoder)? Training labels, and combinations held out.

import type { ImageEngine } from '../src/protocol/engine.ts';
import { argmax, type Classifier, type Verdict } from './classifier.ts';
import { drawAndJudge } from './drawAndJudge.ts';
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
  const draw = async (positive: string, seed: number): Promise<Verdict> => {
    const request = { positive, negative: '', scale: 0, seed };
    const [verdict] = await drawAndJudge(engine, classifier, request, ['none']);
    return verdict!;
  };
  const found: boolean[] = [];
  for (const [index, positive] of names.slice(0, limit).entries())
    found.push(isFirst(await draw(positive, index), index, names.length));
  const combined: boolean[] = [];
  for (const [seed, { prompt, subject, style }] of classifier.heldOut.slice(0, limit).entries()) {
    const verdict = await draw(prompt, seed);
    combined.push(isFirst(verdict, names.indexOf(subject), names.length) && verdict.values.style === style);
  }
  const train = share(found, (hit) => hit);
  const heldOut = share(combined, (hit) => hit);
  return {
    suite: 'retrieval',
    model,
    train: train.value,
    train95: train.interval,
    n: train.n,
    /** Held-out combinations of subject and style: the subject found among 100, in the style that was asked for. */
    heldOut: heldOut.value,
    heldOut95: heldOut.interval,
    nHeldOut: heldOut.n,
    candidates: CANDIDATES,
  };
}

function isFirst({ subjectLogits }: Verdict, index: number, count: number): boolean {
  const logits = candidates(index, count).map((candidate) => subjectLogits[candidate] ?? -Infinity);
  return argmax(logits) === 0;
}

/** The label itself first, then 99 others at an even stride around the list. */
function candidates(index: number, count: number): number[] {
  const others = Array.from(
    { length: CANDIDATES - 1 },
    (_, k) => 1 + Math.floor((k * (count - 1)) / (CANDIDATES - 1)),
  );
  return [index, ...others.map((offset) => (index + offset) % count)];
}
