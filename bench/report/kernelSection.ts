// The kernel suite's chapter: times over ours as a plot, and what share of the adapter's ceilings ours reaches.

import type { RecordedResult } from '../harness/result.ts';
import { resultKey, slugOf } from '../harness/resultFiles.ts';
import type { ShapeFigures } from '../kernel/figures.ts';
import type { KernelResult } from '../kernel/kernelSuite.ts';
import type { BarChart } from './barChart.ts';
import { figure, picture, table } from './markdown.ts';
import { armTable, details, facts, ratioTable, skippedList, type Section } from './suiteSection.ts';

export type RecordedKernelResult = KernelResult & RecordedResult;

export function isKernelResult(result: RecordedResult): result is RecordedKernelResult {
  return result.suite === 'kernel';
}

const ARMS = [
  ['ours', () => 1],
  ['ours, one branch twice', (shape: ShapeFigures) => shape.ratios.two_over_ours],
  ['ONNX Runtime, MultiHeadAttention', (shape: ShapeFigures) => shape.ratios.mha_over_ours],
  ['ONNX Runtime, plain', (shape: ShapeFigures) => shape.ratios.plain_over_ours],
] as const;

export function kernelSection(result: RecordedKernelResult, slug: string): Section {
  const path = `performance/${slug}-${slugOf(resultKey(result))}`;
  const title = `Time of one dual cross-attention over ours, ${result.variant ?? ''}`;
  const markdown = [
    `### ${resultKey(result)}`,
    facts(result),
    'The ratios are those of SD-Turbo’s 16 layers: sums of medians, each shape as often as the UNet has it (5, 5, 5, 1).',
    ratioTable(result),
    picture(path, title),
    shapeTable(result),
    modelTable(result),
    details('All arms', armTable(result.arms)),
    skippedList(result.skipped ?? []),
  ];
  const chart = ratioChart(title, result.shapes);
  return { markdown: markdown.filter(Boolean).join('\n\n'), charts: new Map([[path, chart]]) };
}

function ratioChart(title: string, shapes: readonly ShapeFigures[]): BarChart {
  return {
    title,
    groups: shapes.map((shape) => ({
      label: shapeLabel(shape),
      bars: ARMS.flatMap(([label, ratio]) => {
        const value = ratio(shape);
        return value === null ? [] : [{ label, value, text: `${figure(value)} ×`, isOurs: label === 'ours' }];
      }),
    })),
  };
}

function shapeLabel({ name, queries, heads, headSize, positiveKeys, negativeKeys }: ShapeFigures): string {
  return `${name}: S ${queries}, ${heads} heads of ${headSize}, T ${positiveKeys} + ${negativeKeys}`;
}

function shapeTable({ shapes, arms }: KernelResult): string {
  const rows = shapes.map((shape) => {
    const ours = arms.find((arm) => arm.name === 'ours' && arm.shape === shape.name);
    return [
      shape.name,
      `${shape.queries} × ${shape.heads * shape.headSize}, ${shape.heads}`,
      `${shape.positiveKeys} + ${shape.negativeKeys}`,
      figure(shape.gflop),
      `${figure(ours?.ms.median)} (${figure(ours?.ms.iqr)})`,
      figure(shape.floor),
      figure(shape.gflopsPerSecond),
      figure(shape.percentOfProbe, ' %'),
      figure(shape.ratios.plain_over_ours),
      figure(shape.ratios.mha_over_ours),
      figure(shape.ratios.two_over_ours),
    ];
  });
  const head = ['shape', 'S × C, heads', 'tokens', 'GFLOP', 'ours ms (IQR)', 'floor ms'];
  const ratios = ['GFLOP/s', 'of the probe', 'plain', 'MHA', 'two'];
  return table('lllrrrrrrrr', [...head, ...ratios], rows);
}

function modelTable({ models }: KernelResult): string {
  const rows = models.map(({ model, layers, ours, floor, launches, oursOverFloorAndLaunches, ratios }) => [
    model,
    `${layers}`,
    figure(ours),
    figure(floor),
    figure(launches),
    figure(oursOverFloorAndLaunches),
    figure(ratios.plain_over_ours),
    figure(ratios.mha_over_ours),
    figure(ratios.two_over_ours),
  ]);
  const head = ['model', 'layers', 'ours ms', 'floor ms', 'launches ms', 'ours / (floor + launches)'];
  return rows.length === 0 ? '' : table('lrrrrrrrr', [...head, 'plain', 'MHA', 'two'], rows);
}
