// A chapter of the report for one result: what was compared, the ratios, a plot, and the table behind it.

import type { ArmResult, RecordedResult, SkippedArm } from '../harness/result.ts';
import { resultKey, slugOf } from '../harness/resultFiles.ts';
import type { BarChart } from './barChart.ts';
import { figure, picture, table } from './markdown.ts';

export interface Section {
  readonly markdown: string;
  /** By path below docs/, without theme and ending. */
  readonly charts: ReadonlyMap<string, BarChart>;
}

/** What the ratios say, for readers. */
const RATIO_TEXTS: Readonly<Record<string, string>> = {
  plain_over_ours: 'stock operators (MatMul, Softmax, MatMul per branch, Mul, Sub) / ours',
  mha_over_ours: 'two MultiHeadAttention, Mul, Sub / ours',
  two_over_ours: 'our kernel for one branch twice, and a kernel that combines / ours',
  nasa_over_plain: 'a NASA frame / a plain frame, prompts unchanged',
  cfg_over_nasa: 'a CFG frame / a NASA frame',
  panes_over_plain: 'the three panes / a plain frame',
  guided_over_stock: 'a NASA frame of ours / an unguided frame of the stock model on ONNX Runtime Web',
};

/** Arms of ours are drawn in colour. */
const OURS = /^(ours|nasa)\b/;

export function suiteSection(result: RecordedResult, slug: string): Section {
  const path = `performance/${slug}-${slugOf(resultKey(result))}`;
  const title = `Median time, ${resultKey(result)}`;
  const chart = armChart(title, result.arms);
  const markdown = [
    `### ${resultKey(result)}`,
    facts(result),
    Object.keys(result.ratios).length > 0 ? ratioTable(result) : '',
    picture(path, title),
    details('All arms', armTable(result.arms)),
    skippedList(result.skipped ?? []),
  ];
  return { markdown: markdown.filter(Boolean).join('\n\n'), charts: new Map([[path, chart]]) };
}

export function facts({ recorded, clock }: RecordedResult): string {
  const { date, commit, node, dawn, onnxRuntime, machine, toggles } = recorded;
  const flags = toggles.length > 0 ? ` Dawn toggles: ${toggles.join(', ')}.` : '';
  const versions = `Node ${node}, Dawn (webgpu ${dawn}), ONNX Runtime Web ${onnxRuntime}`;
  return `${date}, commit ${commit}, ${versions}. ${machine}.${flags}${clock === undefined ? '' : ` Clock: ${clock}.`}`;
}

export function ratioTable({ ratios }: RecordedResult): string {
  const rows = Object.entries(ratios).map(([name, value]) => [
    `\`${name}\``,
    RATIO_TEXTS[name] ?? '',
    figure(value),
  ]);
  return table('llr', ['ratio', 'of', 'value'], rows);
}

export function armTable(arms: readonly ArmResult[]): string {
  const rows = arms.map(({ name, shape, ms, gpuMs, cpuMs, n, repeats = 1 }) => [
    shape,
    name,
    `${figure(ms.median)} (${figure(ms.iqr)})`,
    figure(ms.p95),
    gpuMs ? `${figure(gpuMs.median)} (${figure(gpuMs.iqr)})` : '–',
    cpuMs ? `${figure(cpuMs.median)} (${figure(cpuMs.iqr)})` : '–',
    repeats === 1 ? `${n}` : `${n} of ${repeats}`,
  ]);
  const head = ['shape', 'arm', 'wall ms (IQR)', '95 %', 'GPU ms (IQR)', 'CPU ms (IQR)', 'n'];
  return withoutEmptyColumns('llrrrrr', head, rows);
}

/** Columns that hold nothing but dashes are left out. */
function withoutEmptyColumns(align: string, head: readonly string[], rows: readonly (readonly string[])[]) {
  const kept = head.map((_, column) => rows.some((cells) => cells[column] !== figure(undefined)));
  const keep = <Item>(items: readonly Item[]) => items.filter((_, column) => kept[column]);
  return table(keep(Array.from(align)).join(''), keep(head), rows.map(keep));
}

export function details(summary: string, markdown: string): string {
  return `<details><summary>${summary}</summary>\n\n${markdown}\n\n</details>`;
}

/** Of equal reasons one line. */
export function skippedList(skipped: readonly SkippedArm[]): string {
  const reasons = [...new Set(skipped.map(({ name, reason }) => `${name}: ${reason}`))];
  return reasons
    .map((text) => {
      const shapes = skipped.filter(({ name, reason }) => `${name}: ${reason}` === text);
      return `Not measured, ${text} (${shapes.map(({ shape }) => shape).join(', ')}).`;
    })
    .join('\n\n');
}

function armChart(title: string, arms: readonly ArmResult[]): BarChart {
  const shapes = [...new Set(arms.map(({ shape }) => shape))];
  return {
    title: `${title} (ms)`,
    groups: shapes.map((label) => ({
      label,
      bars: arms
        .filter(({ shape }) => shape === label)
        .map(({ name, ms }) => ({
          label: name,
          value: ms.median,
          spread: ms.iqr,
          text: `${figure(ms.median)} ms`,
          isOurs: OURS.test(name),
        })),
    })),
  };
}
