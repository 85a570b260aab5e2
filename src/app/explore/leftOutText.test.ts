// A sheet that is cut to its greatest size says how much of it is missing.
import { expect, it } from 'vitest';
import type { AxisId } from '../../store/sheet/sheetAxes.ts';
import { planSheet } from '../../store/sheet/sheet.ts';
import { readyStore } from '../../store/testing/storeRig.ts';
import { leftOutText } from './leftOutText.ts';

async function plan(across: AxisId, down: AxisId | null, negatives: number) {
  const store = await readyStore();
  const lines = Array.from({ length: negatives }, (_, line) => `thing ${line}`);
  store.getState().setAxisSettings({ seeds: 12, negatives: lines.join('\n') });
  store.getState().setAxes({ across, down });
  return planSheet(store.getState());
}

it.each([
  ['scale', 'negative', 12, 8, '8 rows at most: 4 left out.'],
  ['scale', 'seed', 1, 8, '8 rows at most: 4 left out.'],
  ['negative', null, 15, 1, '12 columns at most: 3 left out.'],
  ['negative', 'seed', 13, 8, '12 columns at most: 1 left out. 8 rows at most: 4 left out.'],
  ['seed', 'negative', 8, 8, ''],
  ['negative', null, 12, 1, ''],
] as const)('%s by %s, with %d negatives', async (across, down, negatives, rows, text) => {
  const sheet = await plan(across, down, negatives);
  expect(sheet.down?.values.length ?? 1).toBe(rows);
  expect(leftOutText(sheet)).toBe(text);
});
