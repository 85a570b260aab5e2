// Fig. 7: quality against scale with one quality negative.

import { picture } from '../../../bench/report/markdown.ts';
import type { Share } from '../../statistics/share.ts';
import { number, percent } from '../figures.ts';
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
  const n = points[0]!.good.n;
  const shape = result.shape.nasa!;
  const peak = points.find(({ scale }) => scale === shape.best)!;
  const last = points.at(-1)!;
  return {
    markdown: [
      '## Fig. 7: one quality negative, and the scale',
      `Negative "${result.negative}" on ${result.positives.join(', ')}; ${result.seeds} seeds each, n = ${n} at every scale. "Good" is a picture that is not degraded and still shows its subject.`,
      picture(
        'results/quality-against-scale',
        'Shares of good, undegraded and kept pictures against the scale',
      ),
      `Best on every other seed is ${peak.scale}, with ${percent(peak.good)} of all; at ${last.scale} it is ${percent(last.good)}. On the remaining seeds (n = ${shape.overFirst.n}) it is better than 0 in ${percent(shape.overFirst)} of the pictures and than ${last.scale} in ${percent(shape.overLast)}, counted picture by picture. Sharpness (mean |Laplacian|, against the mean of all real pictures) is ${number(peak.sharpness)} and ${number(last.sharpness)} there. In the paper HPSv2 rises to ${FIGURE_7.peak} at ${FIGURE_7.at} and falls behind it; ${falls(shape.overLast)}`,
    ].join('\n\n'),
    charts: { 'quality-against-scale': chart(points, untrained) },
  };
}

function falls({ interval }: Share): string {
  return (interval?.[0] ?? 0) > 0
    ? 'ours falls, too.'
    : 'that ours falls behind its best cannot be said: the interval of the difference holds zero.';
}

function chart(points: Points, untrained: Points | undefined): LineChart {
  const series = [
    { name: 'good', points: line(points, ({ good }) => good) },
    { name: 'not degraded', points: line(points, ({ clean }) => clean) },
    { name: 'subject kept', points: line(points, ({ kept }) => kept) },
    ...(untrained ? [{ name: 'good, NASA-I', points: line(untrained, ({ good }) => good) }] : []),
  ];
  const last = points.at(-1)!.scale;
  const ticks = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5].filter((tick) => tick <= last);
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
