// KID suite: how far generated pictures as a whole are from real renders, beside the distance of real renders from each other.

import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { QUALITY_NEGATIVE } from '../data/prompts.ts';
import { drawAndJudge } from '../judge/drawAndJudge.ts';
import { kid, BLOCKS } from '../statistics/kid.ts';
import { byMode, type ByMode } from './exclusionResult.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';

/** Pictures that are kept together when a run is interrupted. */
const PART = 100;

type Rows = readonly (readonly number[])[];

/**
 * Prompts name a subject alone, all subjects in turn, seed = index. Unguided pictures should look like all renders; pictures
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
  const half = (parity: number) => renders.filter((_, i) => i % 2 === parity);
  return {
    suite: 'kid' as const,
    model: context.spec.id,
    pictures: limit,
    realRenders: renders.length,
    cleanRenders: clean.length,
    blocks: BLOCKS,
    negative: QUALITY_NEGATIVE,
    scale,
    /** Half of the real renders against the other half. */
    floor: kid(half(0), half(1)),
    unguided: kid(rows('none'), renders),
    /** Against the clean renders; `none` among them, to show what guidance gains. */
    guided: byMode(drawn, (mode) => kid(rows(mode), clean)),
  };
}

export type KidResult = Awaited<ReturnType<typeof kidSuite>>;

async function draw(
  { engine, classifier }: SuiteContext,
  from: number,
  to: number,
  scale: number,
  modes: readonly GuidanceMode[],
): Promise<ByMode<Rows>> {
  const names = classifier.subjectNames;
  const rows = new Map<GuidanceMode, number[][]>(modes.map((mode) => [mode, []]));
  for (let seed = from; seed < to; seed++) {
    const request = { positive: names[seed % names.length]!, negative: QUALITY_NEGATIVE, scale, seed };
    const verdicts = await drawAndJudge(engine, classifier, request, modes);
    verdicts.forEach(({ features }, i) =>
      rows.get(modes[i]!)!.push(Array.from(features, (value) => Number(value.toPrecision(5)))),
    );
  }
  return byMode(modes, (mode) => rows.get(mode)!);
}
