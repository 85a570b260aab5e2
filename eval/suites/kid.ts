// KID suite: how far generated pictures as a whole are from real renders, beside the distance of real renders from each other.

import { mulberry32 } from '../../src/lib/mulberry32.ts';
import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { QUALITY_NEGATIVE } from '../data/prompts.ts';
import { drawAndJudge } from '../judge/drawAndJudge.ts';
import { kid, BLOCKS } from '../statistics/kid.ts';
import { shuffled } from '../statistics/shuffled.ts';
import { byMode, type ByMode } from './exclusionResult.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';

/** Pictures that are kept together when a run is interrupted. */
const PART = 100;

/** Of the choice of subjects. */
const SEED = 7;

type Rows = readonly (readonly number[])[];

/**
 * Prompts name a subject alone, drawn as those of the real renders were: each alike; seed = index. Unguided pictures should look like all renders; pictures
 * guided away from a list of degradations like the clean ones.
 */
export async function kidSuite(context: SuiteContext, { limit, modes, scale }: SuiteOptions) {
  const { clean, renders } = await context.real();
  const drawn = [...new Set<GuidanceMode>(['none', ...modes])];
  const parts: ByMode<Rows>[] = [];
  for (let from = 0; from < limit; from += PART) {
    const to = Math.min(limit, from + PART);
    parts.push(await context.remember(`pictures ${from}-${to}`, () => draw(context, from, to, scale, drawn)));
  }
  const rows = (mode: GuidanceMode) => parts.flatMap((part) => part[mode] ?? []);
  const mixed = shuffled(renders, SEED); // they come clean ones first
  const middle = Math.floor(mixed.length / 2);
  return {
    suite: 'kid' as const,
    model: context.model,
    pictures: limit,
    realRenders: renders.length,
    cleanRenders: clean.length,
    blocks: BLOCKS,
    negative: QUALITY_NEGATIVE,
    scale,
    /** Half of the real renders against the other half. */
    floor: kid(mixed.slice(0, middle), mixed.slice(middle)),
    unguided: kid(rows('none'), renders),
    /** Against the clean renders; `none` among them, to show what guidance gains. */
    guided: byMode(drawn, (mode) => kid(rows(mode), clean)),
  };
}

async function draw(
  { engine, classifier }: SuiteContext,
  from: number,
  to: number,
  scale: number,
  modes: readonly GuidanceMode[],
): Promise<ByMode<Rows>> {
  const names = classifier.labels.drawn;
  const random = mulberry32(SEED);
  const subjects = Array.from({ length: to }, () => names[Math.floor(random() * names.length)]!);
  const rows = new Map<GuidanceMode, number[][]>(modes.map((mode) => [mode, []]));
  for (let seed = from; seed < to; seed++) {
    const request = { positive: subjects[seed]!, negative: QUALITY_NEGATIVE, scale, seed };
    const verdicts = await drawAndJudge(engine, classifier, request, modes);
    verdicts.forEach(({ features }, i) =>
      rows.get(modes[i]!)!.push(Array.from(features, (value) => Number(value.toPrecision(5)))),
    );
  }
  return byMode(modes, (mode) => rows.get(mode)!);
}
