// Smoothness of the slider, and cost.

import { picture, table } from '../../../bench/report/markdown.ts';
import { MODES } from '../../../src/protocol/modes.ts';
import type { GuidanceMode } from '../../../src/protocol/guidance.ts';
import type { CostResult } from '../../suites/cost.ts';
import { number } from '../figures.ts';
import { resultOf, resultsOf, type ReportInput, type Section } from '../input.ts';
import { axisAround } from '../axis.ts';
import { FLOPS_OVER_PLAIN } from '../paper.ts';

export function smooth(input: ReportInput): Section {
  const result = resultOf(input, 'smoothness');
  const found = result?.modes.nasa;
  if (!result || !found) return { markdown: '' };
  const points = found.steps.map(({ value, interval }, i) => ({
    x: result.scales[i + 1]!,
    y: value ?? 0,
    yRange: interval ?? undefined,
  }));
  const heights = points.flatMap(({ y, yRange }) => [y, ...(yRange ?? [])]);
  return {
    markdown: [
      '## How evenly the slider acts',
      `${result.scales.length} positions, ${result.pairs} pairs x ${result.seeds} seeds (n = ${found.n} at each): the mean distance in our judge's features that the picture moves from one position to the next. The biggest step is ${found.biggestOverMedian === null ? 'above a median of 0' : `${found.biggestOverMedian.toFixed(2)} times the median`}. A single picture does not fade: it changes within a few steps, at a place that its seed decides (training/README.md); what is even is the mean over seeds.`,
      picture('results/slider-steps', 'Mean step of the picture at every position of the slider'),
    ].join('\n\n'),
    charts: {
      'slider-steps': {
        title: 'How far the picture moves with each step of the slider (NASA)',
        x: {
          label: 'scale α that the step leads to',
          min: 0,
          max: result.scales.at(-1)!,
          ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
        },
        y: axisAround('distance in features', heights, 0),
        series: [{ name: 'mean step', points }],
      },
    },
  };
}

export function cost(input: ReportInput): Section {
  const found = resultsOf(input, 'cost');
  const first = found[0]?.result;
  if (!first) return { markdown: '' };
  const { plain, cfg, nasa, nasaCached, frame } = first.flops;
  const over = (flops: number) =>
    `${flops < plain ? '−' : '+'}${Math.abs(100 * (flops / plain - 1)).toFixed(2)} %`;
  const flops = [
    ['no guidance', giga(plain), '', ''],
    ['NASA, as the paper defines it', giga(nasa), over(nasa), FLOPS_OVER_PLAIN],
    ["NASA, the negative's keys and values kept", giga(nasaCached), over(nasaCached), ''],
    ['NASA as we run it, those of both prompts kept', giga(frame), over(frame), ''],
    ['CFG', giga(cfg), over(cfg), '+100 %'],
  ];
  const times = found.flatMap(({ checkpoint, result }) => timeRows(checkpoint, result));
  return {
    markdown: [
      '## Cost',
      `Counted from the graph, prompts of ${first.tokens} tokens, a multiply-add as two. Ours is above the paper's ${FLOPS_OVER_PLAIN} where the network is small: attention to the text is a larger part of it.`,
      table('lrrr', ['', 'GFLOP a picture', 'over plain', 'paper'], flops),
      'Median milliseconds of a frame on the machine that wrote this page (bootstrap intervals); the modes took turns, every frame had a new latent. A software adapter says nothing about a GPU.',
      table('lrr', ['', 'ms', 'n'], times),
    ].join('\n\n'),
  };
}

function timeRows(checkpoint: string, { milliseconds }: CostResult): string[][] {
  return (Object.keys(milliseconds) as GuidanceMode[]).map((mode) => {
    const time = milliseconds[mode]!;
    return [`${MODES[mode].name}, ${checkpoint}`, number(time, 0), String(time.n)];
  });
}

function giga(flops: number): string {
  return (flops / 1e9).toFixed(3);
}
