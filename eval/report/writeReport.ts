// Report -> docs/results.md and docs/results/*.svg. The strips are there already: their suite writes them.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReportInput } from './input.ts';
import { CHART_THEMES, lineChart, type ChartTheme } from './lineChart.ts';
import { buildReport } from './report.ts';

/** Plots of results that are gone go too. @param docs folder @returns the file */
export async function writeReport(input: ReportInput, docs: string): Promise<string> {
  const { markdown, charts } = buildReport(input);
  const folder = path.join(docs, 'results');
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (name.endsWith('.svg')) await rm(path.join(folder, name));
  for (const [name, chart] of Object.entries(charts))
    for (const theme of Object.keys(CHART_THEMES) as ChartTheme[])
      await writeFile(path.join(folder, `${name}-${theme}.svg`), lineChart(chart, theme));
  const file = path.join(docs, 'results.md');
  await writeFile(file, markdown);
  return file;
}
