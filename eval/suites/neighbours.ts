// Neighbours suite: is a picture a copy of its training picture, and does a combination that was never shown come out as itself?

import { drawAndJudge } from '../judge/drawAndJudge.ts';
import type { BankRow } from '../judge/realFeatures.ts';
import { distance, nearest } from '../statistics/distances.ts';
import { meanOf } from '../statistics/mean.ts';
import { share } from '../statistics/share.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';

/** One picture whose prompt leaves nothing open, against the bank of real pictures (realFeatures.ts). */
interface Look {
  /** To the real picture of the same subject and style. */
  readonly toOwn: number;
  /** To the nearest picture that training showed. */
  readonly toTrained: number;
  /** The nearest of all, shown or not, is its own. */
  readonly ownIsNearest: boolean;
}

export async function neighboursSuite(context: SuiteContext, { limit }: Pick<SuiteOptions, 'limit'>) {
  const { bank } = await context.real();
  const spread = (rows: readonly BankRow[]) => {
    const step = Math.max(1, rows.length / limit);
    return Array.from({ length: Math.min(limit, rows.length) }, (_, i) => rows[Math.floor(i * step)]!);
  };
  const trained = spread(bank.filter(({ heldOut }) => !heldOut));
  const heldOut = spread(bank.filter((row) => row.heldOut));
  const between = trained.map((row) => {
    const features = bank.map((other) => other.features);
    return nearest(row.features, features, (i) => bank[i] !== row).distance;
  });
  return {
    suite: 'neighbours' as const,
    model: context.model,
    bank: bank.length,
    /** From a real picture to the nearest other real one: how near is near. */
    real: meanOf(between),
    trained: figuresOf(await looksOf(context, trained, bank)),
    heldOut: figuresOf(await looksOf(context, heldOut, bank)),
  };
}

async function looksOf(
  { engine, classifier }: SuiteContext,
  rows: readonly BankRow[],
  bank: readonly BankRow[],
): Promise<Look[]> {
  const features = bank.map((row) => row.features);
  const word = (style: string) => classifier.labels.words.style?.[style]?.[0] ?? style;
  const looks: Look[] = [];
  for (const [seed, row] of rows.entries()) {
    const positive = `${row.subject}, ${word(row.style)}, sharp, white background, natural colors`;
    const request = { positive, negative: '', scale: 0, seed };
    const [verdict] = await drawAndJudge(engine, classifier, request, ['none']);
    const drawn = verdict!.features;
    looks.push({
      toOwn: distance(drawn, row.features),
      toTrained: nearest(drawn, features, (i) => !bank[i]!.heldOut).distance,
      ownIsNearest: bank[nearest(drawn, features).index] === row,
    });
  }
  return looks;
}

function figuresOf(looks: readonly Look[]) {
  return {
    toOwn: meanOf(looks.map(({ toOwn }) => toOwn)),
    toTrained: meanOf(looks.map(({ toTrained }) => toTrained)),
    ownIsNearest: share(looks, ({ ownIsNearest }) => ownIsNearest),
  };
}
