// bench/results/*.json and bench/flops.json -> docs/performance.md and its plots.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readResults } from '../harness/resultFiles.ts';
import { barChart, THEMES, type Theme } from './barChart.ts';
import type { ModelFlops } from './flopsSection.ts';
import { buildReport } from './report.ts';

const FLOPS = new URL('../flops.json', import.meta.url);
const DOCS = new URL('../../docs/', import.meta.url).pathname;

/** Plots of results that are gone go too. @returns the file */
export async function writeReport(): Promise<string> {
  const { models } = JSON.parse(await readFile(FLOPS, 'utf8')) as { models: ModelFlops[] };
  const { markdown, charts } = buildReport(await readResults(), models);
  await rm(path.join(DOCS, 'performance'), { recursive: true, force: true });
  for (const [name, chart] of charts) {
    for (const theme of Object.keys(THEMES) as Theme[]) {
      const file = path.join(DOCS, `${name}-${theme}.svg`);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, barChart(chart, theme));
    }
  }
  const file = path.join(DOCS, 'performance.md');
  await writeFile(file, markdown);
  return file;
}
