// CLIP suite (the paper's Table 3 with its CFG rows): how near pictures come to what was wanted and to what was not, by our dual encoder.

import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { PAIRS } from '../data/pairs.ts';
import { drawPanes } from '../judge/drawAndJudge.ts';
import { cosine } from '../statistics/distances.ts';
import { meanOf } from '../statistics/mean.ts';
import { share } from '../statistics/share.ts';
import { seedsOf } from './shard.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';

/** A row of the table: a mode at its own scale, kappa for CFG. */
export interface ClipRow {
  readonly name: string;
  readonly mode: GuidanceMode;
  readonly scale?: number;
}

const ROWS: readonly ClipRow[] = Object.freeze([
  { name: 'none', mode: 'none' },
  { name: 'CFG 1.5', mode: 'cfg', scale: 1.5 },
  { name: 'CFG 2.5', mode: 'cfg', scale: 2.5 },
  ...[0.25, 0.5, 0.75, 1, 1.25].map((scale) => ({ name: `NASA ${scale}`, mode: 'nasa', scale }) as const),
]);

interface Score {
  /** 100 x cosine. */
  readonly positive: number;
  readonly negative: number;
  readonly clean: boolean;
  readonly kept: boolean;
}

export async function clipSuite(context: SuiteContext, { pairs: limit, seeds }: SuiteOptions) {
  const pairs = PAIRS.slice(0, limit);
  const scores: Score[][] = ROWS.map(() => []);
  for (const [index] of pairs.entries()) {
    const ofPair = await context.remember(`pair ${index}`, () => scorePair(context, index, seeds));
    ofPair.forEach((row, i) => scores[i]!.push(...row));
  }
  return {
    suite: 'clip' as const,
    model: context.model,
    pairs: pairs.length,
    seeds,
    rows: ROWS.map((row, i) => ({ ...row, ...figuresOf(scores[i]!) })),
  };
}

/** @returns [row][seed] */
async function scorePair(context: SuiteContext, index: number, seeds: number): Promise<Score[][]> {
  const { engine, classifier } = context;
  const { positive, negative, keep } = PAIRS[index]!;
  const captions = await context.captions();
  const [wanted, unwanted] = [await captions.embed(positive), await captions.embed(negative)];
  const panes = ROWS.map(({ name, mode, scale }) => ({
    id: name,
    mode,
    ...(scale !== undefined && { exact: { scale } }),
  }));
  const scores: Score[][] = ROWS.map(() => []);
  for (const seed of seedsOf(index, seeds)) {
    const drawn = await drawPanes(engine, classifier, { positive, negative, scale: 1, seed }, panes);
    drawn.forEach(({ verdict }, row) =>
      scores[row]!.push({
        positive: 100 * cosine(verdict.embedding, wanted),
        negative: 100 * cosine(verdict.embedding, unwanted),
        clean: verdict.values.quality === 'clean',
        kept: classifier.keeps(verdict, keep),
      }),
    );
  }
  return scores;
}

function figuresOf(scores: readonly Score[]) {
  return {
    clipPositive: meanOf(scores.map(({ positive }) => positive)),
    clipNegative: meanOf(scores.map(({ negative }) => negative)),
    clean: share(scores, ({ clean }) => clean),
    kept: share(scores, ({ kept }) => kept),
  };
}
