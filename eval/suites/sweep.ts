// Sweep suite (the paper's Fig. 7): one quality negative, and what its scale does to quality and to the subject, also behind the slider's end.

import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { SCALE_RANGE } from '../../src/protocol/limits.ts';
import { MODES } from '../../src/protocol/modes.ts';
import type { PaneRequest } from '../../src/protocol/engine.ts';
import { QUALITY_NEGATIVE } from '../data/prompts.ts';
import type { Verdict } from '../judge/classifier.ts';
import { drawPanes } from '../judge/drawAndJudge.ts';
import { laplacian } from '../judge/planes.ts';
import { cosine } from '../statistics/distances.ts';
import { meanOf } from '../statistics/mean.ts';
import { pairedDifference } from '../statistics/paired.ts';
import { evenScales } from '../statistics/scales.ts';
import { share } from '../statistics/share.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';
import { byMode, type ByMode } from './exclusionResult.ts';
import { seedsOf } from './shard.ts';

const POSITIVES = ['cat', 'strawberry', 'rocket', 'penguin'] as const;

/** Behind the slider's end: weights that were trained with negatives fall late. */
const BEHIND = [2, 2.5, 3] as const;

/** One picture at one scale. */
interface Look {
  readonly kept: boolean;
  readonly clean: boolean;
  /** 100 x cosine of the dual encoder to the positive prompt. */
  readonly clip: number;
  /** Mean |Laplacian| over that of real, undegraded renders of the same size; null where the judge knows none. */
  readonly sharpness: number | null;
}

/** The seeds of a subject are the same at every scale and in every mode. */
export async function sweepSuite(
  context: SuiteContext,
  { seeds, modes, scaleCount, lastScale }: SuiteOptions,
) {
  const scales = [...evenScales(scaleCount, lastScale), ...(lastScale === SCALE_RANGE.max ? BEHIND : [])];
  const columns: ByMode<readonly Look[]>[] = [];
  for (const scale of scales)
    columns.push(await context.remember(`scale ${scale}`, () => column(context, scale, seeds, modes)));
  return {
    suite: 'sweep' as const,
    model: context.model,
    positives: POSITIVES,
    negative: QUALITY_NEGATIVE,
    seeds,
    modes: byMode(modes, (mode) => scales.map((scale, at) => ({ scale, ...figuresOf(columns[at]![mode]!) }))),
    shape: byMode(modes, (mode) =>
      shapeOf(
        scales,
        columns.map((looks) => looks[mode]!),
      ),
    ),
  };
}

async function column(
  context: SuiteContext,
  scale: number,
  seeds: number,
  modes: readonly GuidanceMode[],
): Promise<ByMode<readonly Look[]>> {
  const { engine, classifier, info } = context;
  const captions = await context.captions();
  const real = classifier.labels.features.sharpness[info.imageSize];
  const looks = new Map<GuidanceMode, Look[]>(modes.map((mode) => [mode, []]));
  for (const [index, positive] of POSITIVES.entries()) {
    const caption = await captions.embed(positive);
    for (const seed of seedsOf(index, seeds)) {
      const strength = Math.min(scale, SCALE_RANGE.max);
      const request = { positive, negative: QUALITY_NEGATIVE, scale: strength, seed };
      const panes = modes.map((mode) => paneAt(mode, scale, info));
      const drawn = await drawPanes(engine, classifier, request, panes);
      drawn.forEach(({ verdict, pixels }, i) =>
        looks.get(modes[i]!)!.push({
          kept: classifier.keeps(verdict, positive),
          clean: isClean(verdict),
          clip: 100 * cosine(verdict.embedding, caption),
          sharpness: real === undefined ? null : laplacian(pixels) / real,
        }),
      );
    }
  }
  return byMode(modes, (mode) => looks.get(mode)!);
}

/** Where the slider ends, the mode's own numbers go on. */
function paneAt(id: GuidanceMode, scale: number, { family }: SuiteContext['info']): PaneRequest {
  if (scale <= SCALE_RANGE.max) return { id, mode: id };
  const { mode, ...exact } = MODES[id].at(scale, family);
  return { id, mode, exact };
}

function figuresOf(looks: readonly Look[]) {
  return {
    kept: share(looks, ({ kept }) => kept),
    /** Neither blurry nor pixelated, grayscale or dark. */
    clean: share(looks, ({ clean }) => clean),
    /** Both: what a person would call a good picture of the subject. */
    good: share(looks, ({ kept, clean }) => kept && clean),
    clip: meanOf(looks.map(({ clip }) => clip)),
    sharpness: meanOf(looks.flatMap(({ sharpness }) => sharpness ?? [])),
  };
}

/**
 * How much better the best scale is than every other one, picture by picture. It is chosen on every other picture and compared on the rest:
 * the highest of many shares is higher than it would be in another draw.
 */
function shapeOf(scales: readonly number[], columns: readonly (readonly Look[])[]) {
  const good = columns.map((looks) => looks.map(({ kept, clean }) => kept && clean));
  const chosenOn = good.map((column) => column.filter((passes, i) => i % 2 === 0 && passes).length);
  const best = chosenOn.indexOf(Math.max(...chosenOn));
  const compared = good.map((column) => column.filter((_, i) => i % 2 === 1));
  const over = scales.map((scale, at) => ({ scale, ...pairedDifference(compared[best]!, compared[at]!) }));
  return { best: scales[best]!, over };
}

function isClean({ values }: Verdict): boolean {
  return values.quality === 'clean';
}
