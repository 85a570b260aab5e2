// NegGenBench's triple as curves: what is gone against what is kept, along the slider.

import { picture, table } from '../../../bench/report/markdown.ts';
import { MODES } from '../../../src/protocol/modes.ts';
import type { GuidanceMode } from '../../../src/protocol/guidance.ts';
import type { TradeoffResult } from '../../suites/tradeoff.ts';
import { percent, shareIn } from '../figures.ts';
import type { CheckpointName } from '../../data/checkpoints.ts';
import { resultsOf, type ReportInput, type Section } from '../input.ts';
import { axisAround, shareAxis } from '../axis.ts';
import type { LineChart, Series } from '../lineChart.ts';
import { NEG_GEN_BENCH } from '../paper.ts';

const HEAD = [
  '',
  'positive kept',
  'negative gone',
  'gone, where it was shown',
  'undamaged',
  'n',
  'NegGenBench',
];

const MADE_FOR: Readonly<Record<CheckpointName, string>> = {
  'NASA-T': 'Trained with NASA in the loop, and with no other mode: NASA plays at home here.',
  'NASA-I': 'Never saw a negative: no mode plays at home.',
};

export function tradeoff(input: ReportInput): Section {
  const found = resultsOf(input, 'tradeoff');
  if (found.length === 0) return { markdown: '' };
  const { pairs, seeds } = found[0]!.result;
  return {
    markdown: [
      '## What each mode pays for what it removes',
      `${pairs} pairs x ${seeds} seeds at several positions of the slider, 0 first. One position each would compare modes at unlike strengths. "Undamaged": not degraded, or degraded as the unguided picture of that seed.`,
      ...found.flatMap(({ checkpoint, result }) => ofCheckpoint(checkpoint, result)),
      'NegGenBench (VSF, arXiv 2508.10931: positive kept / negative gone / quality, SD 3.5 Large Turbo, VSF at its quality setting) asks for the removal of essential parts, a bicycle without wheels, and a vision-language model answers. Our negatives name what the prompt leaves open, and our judge knows every value: the numbers share no scale.',
    ].join('\n\n'),
    charts: Object.fromEntries(
      found.map(({ checkpoint, result }) => [chartName(checkpoint), chart(result, modesOf(result))]),
    ),
  };
}

function ofCheckpoint(checkpoint: CheckpointName, result: TradeoffResult): string[] {
  const rows = modesOf(result).map((mode) => {
    const best = atOne(result, mode);
    return [
      `${MODES[mode].name}, slider at ${best.scale}`,
      percent(shareIn(best, 'kept')),
      percent(shareIn(best, 'excluded')),
      `${percent(shareIn(best, 'excludedWhereShown'))}, n = ${best.shown}`,
      percent(shareIn(best, 'intact')),
      String(best.n),
      NEG_GEN_BENCH[mode],
    ];
  });
  return [
    `### The ${checkpoint} checkpoint`,
    MADE_FOR[checkpoint],
    picture(
      `results/${chartName(checkpoint)}`,
      'Unwanted feature gone against wanted subject kept, a curve a mode',
    ),
    table('lrrrrrl', HEAD, rows),
  ];
}

function modesOf({ curves }: TradeoffResult): GuidanceMode[] {
  return Object.keys(curves) as GuidanceMode[];
}

function chartName(checkpoint: CheckpointName): string {
  return `trade-off-${checkpoint.toLowerCase()}`;
}

/** The position nearest to 1. */
function atOne({ curves }: TradeoffResult, mode: GuidanceMode) {
  return curves[mode]!.reduce((best, point) =>
    Math.abs(point.scale - 1) < Math.abs(best.scale - 1) ? point : best,
  );
}

function chart({ curves }: TradeoffResult, modes: readonly GuidanceMode[]): LineChart {
  const series = modes.map((mode): Series => {
    const points = curves[mode]!.filter(({ shown }) => shown > 0);
    return {
      name: MODES[mode].name,
      points: points.map((point, i) => ({
        x: point.excludedWhereShown ?? 0,
        y: point.kept ?? 0,
        xRange: point.excludedWhereShown95 ?? undefined,
        yRange: point.kept95 ?? undefined,
        ...(i === points.length - 1 && { label: String(point.scale) }),
      })),
    };
  });
  const kept = series.flatMap(({ points }) => points.flatMap(({ y, yRange }) => [y, ...(yRange ?? [])]));
  const around = axisAround('subject kept', [...kept, 1]);
  return {
    title: 'Gone against kept along the slider, 0 to the number at the end',
    x: shareAxis('unwanted feature gone, where the unguided picture showed it'),
    y: { ...around, max: 1, ticks: around.ticks.filter((tick) => tick <= 1) },
    series,
  };
}
