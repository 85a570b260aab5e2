// Fig. 7: quality against scale with one quality negative.

import { SCALE_RANGE } from '../../../src/protocol/limits.ts';
import { picture } from '../../../bench/report/markdown.ts';
import type { Share } from '../../statistics/share.ts';
import { isAboveZero, number, percent } from '../figures.ts';
import { resultOf, resultsOf, type ReportInput, type Section } from '../input.ts';
import { shareAxis } from '../axis.ts';
import type { LineChart, Point } from '../lineChart.ts';
import { FIGURE_7 } from '../paper.ts';

type Points = NonNullable<NonNullable<ReturnType<typeof resultOf<'sweep'>>>['modes']['nasa']>;

export function sweep(input: ReportInput): Section {
  const result = resultOf(input, 'sweep');
  const points = result?.modes.nasa;
  if (!result || !points) return { markdown: '' };
  const untrained = resultsOf(input, 'sweep').find(({ checkpoint }) => checkpoint === 'NASA-I')?.result.modes
    .nasa;
  const shape = result.shape.nasa!;
  const at = (scale: number) => points.find((point) => point.scale === scale)!;
  const [peak, last] = [at(shape.best), points.at(-1)!];
  return {
    markdown: [
      '## Fig. 7: one quality negative, and the scale',
      `Negative "${result.negative}" on ${result.positives.join(', ')}; ${result.seeds} seeds each, n = ${peak.good.n} at every scale. "Good" is a picture that is not degraded and still shows its subject. The page's slider ends at ${SCALE_RANGE.max}, as the paper's figure does.`,
      picture(
        'results/quality-against-scale',
        'Shares of good, undegraded and kept pictures against the scale',
      ),
      `Best on every other seed is ${peak.scale}, with ${percent(peak.good)} of all; ${points.filter(isEnd).map(described).join(', ')}. On the remaining seeds (n = ${shape.over[0]!.n}), counted picture by picture, it is better ${shape.over.filter(isEnd).map(than).join(', ')}. Sharpness (mean |Laplacian|, against the mean of all real pictures) is ${number(peak.sharpness)} there and ${number(last.sharpness)} at ${last.scale}. In the paper HPSv2 rises to ${FIGURE_7.peak} at ${FIGURE_7.at} and falls behind it; ${falls(shape.over)}`,
    ].join('\n\n'),
    charts: { 'quality-against-scale': chart(points, untrained) },
  };
}

type Over = NonNullable<NonNullable<ReturnType<typeof resultOf<'sweep'>>>['shape']['nasa']>['over'];

/** Both ends of what was measured, and of the slider. */
function isEnd({ scale }: { readonly scale: number }, at: number, all: readonly unknown[]): boolean {
  return at === 0 || scale === SCALE_RANGE.max || at === all.length - 1;
}

function described({ scale, good }: Points[number]): string {
  return `at ${scale} it is ${percent(good)}`;
}

function than({ scale, ...share }: Over[number]): string {
  return `than ${scale} in ${percent(share)}`;
}

function falls(over: Over): string {
  const isBelow = (scale: number | undefined) => over.some((one) => one.scale === scale && isAboveZero(one));
  if (isBelow(SCALE_RANGE.max)) return 'ours falls, too.';
  if (isBelow(over.at(-1)?.scale))
    return 'ours falls, too, but later: within the slider the interval of the difference holds zero.';
  return 'that ours falls behind its best cannot be said: the interval of the difference holds zero.';
}

function chart(points: Points, untrained: Points | undefined): LineChart {
  const series = [
    { name: 'good', points: line(points, ({ good }) => good) },
    { name: 'not degraded', points: line(points, ({ clean }) => clean) },
    { name: 'subject kept', points: line(points, ({ kept }) => kept) },
    ...(untrained ? [{ name: 'good, NASA-I', points: line(untrained, ({ good }) => good) }] : []),
  ];
  const last = points.at(-1)!.scale;
  const ticks = [0, 0.5, 1, 1.5, 2, 2.5, 3].filter((tick) => tick <= last);
  return {
    title: 'Quality against scale, one quality negative (NASA)',
    x: { label: 'scale α', min: 0, max: last, ticks },
    y: shareAxis('share of pictures'),
    series,
  };
}

function line(points: Points, of: (point: Points[number]) => Share): Point[] {
  return points.map((point) => {
    const { value, interval } = of(point);
    return { x: point.scale, y: value ?? 0, yRange: interval ?? undefined };
  });
}
