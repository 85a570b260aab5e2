// What a sheet has no room for, in words.
import type { Sheet } from '../../store/sheet/sheet.ts';
import { MAX_COLUMNS, MAX_ROWS } from '../../store/sheet/sheetAxes.ts';

/** @returns e.g. `8 rows at most: 4 left out.`; empty where there is room for all */
export function leftOutText({ across, down }: Pick<Sheet, 'across' | 'down'>): string {
  const parts = [
    { most: MAX_COLUMNS, name: 'columns', count: across.leftOut },
    { most: MAX_ROWS, name: 'rows', count: down?.leftOut ?? 0 },
  ];
  return parts
    .filter(({ count }) => count > 0)
    .map(({ most, name, count }) => `${most} ${name} at most: ${count} left out.`)
    .join(' ');
}
