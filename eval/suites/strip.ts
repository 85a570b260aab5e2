// Strip suite (the paper's Figs. 8 and 9): pairs down, the slider across, as one PNG a mode.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encodePng } from '../../scripts/node/png.ts';
import type { PanePixels } from '../../src/protocol/engine.ts';
import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { PAIRS, type Pair } from '../data/pairs.ts';
import { drawAndJudge, drawPanes } from '../judge/drawAndJudge.ts';
import { evenScales } from '../statistics/scales.ts';
import { montage } from './montage.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';

/** Pixels on a side that every picture is shown at. */
const SHOWN = 128;

export interface StripRow {
  readonly positive: string;
  readonly negative: string;
  /** The first whose unguided picture shows the subject and what is unwanted: nobody picked it. Null where none of `seeds` does. */
  readonly seed: number | null;
}

/** @param folder where the PNGs go */
export async function stripSuite(context: SuiteContext, options: SuiteOptions, folder: string) {
  const scales = evenScales(options.scaleCount, options.lastScale);
  const rows: StripRow[] = [];
  const pictures = new Map<GuidanceMode, PanePixels[][]>(options.modes.map((mode) => [mode, []]));
  for (const pair of PAIRS.slice(0, options.pairs)) {
    const seed = await firstSeed(context, pair, options.seeds);
    rows.push({ positive: pair.positive, negative: pair.negative, seed });
    if (seed === null) continue;
    for (const mode of options.modes)
      pictures.get(mode)!.push(await drawRow(context, pair, seed, mode, scales));
  }
  await mkdir(folder, { recursive: true });
  const files: Partial<Record<GuidanceMode, string>> = {};
  for (const [mode, drawn] of pictures) {
    if (drawn.length === 0) continue;
    const name = `strip-${context.checkpoint}-${mode}.png`;
    await writeFile(path.join(folder, name), encodePng(montage(drawn, SHOWN)));
    files[mode] = name;
  }
  return { suite: 'strip' as const, model: context.model, scales, rows, files };
}

async function firstSeed(
  { engine, classifier }: SuiteContext,
  { positive, feature, keep }: Pair,
  seeds: number,
): Promise<number | null> {
  for (let seed = 0; seed < seeds; seed++) {
    const request = { positive, negative: '', scale: 0, seed };
    const [verdict] = await drawAndJudge(engine, classifier, request, ['none']);
    if (!classifier.excludes(verdict!, feature) && classifier.keeps(verdict!, keep)) return seed;
  }
  return null;
}

async function drawRow(
  { engine, classifier }: SuiteContext,
  { positive, negative }: Pair,
  seed: number,
  mode: GuidanceMode,
  scales: readonly number[],
): Promise<PanePixels[]> {
  const row: PanePixels[] = [];
  for (const scale of scales) {
    const request = { positive, negative, scale, seed };
    const [drawn] = await drawPanes(engine, classifier, request, [{ id: mode, mode }]);
    row.push(drawn!.pixels);
  }
  return row;
}
