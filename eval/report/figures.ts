// Figures with their intervals, as the report's tables write them.

import type { Interval } from '../statistics/wilson.ts';
import type { Figures } from '../suites/outcomes.ts';

interface Figure {
  readonly value: number | null;
  readonly interval: Interval | null;
}

/** `97.1 % (96.5–97.6)`; a dash where there is none. */
export function percent({ value, interval }: Figure): string {
  if (value === null || interval === null) return '–';
  const [low, high] = interval.map((bound) => signed(100 * bound, 1));
  return `${plainPercent(value)} (${low}–${high})`;
}

/** Whether a difference is certain: its whole interval lies above zero. */
export function isAboveZero({ interval }: Pick<Figure, 'interval'>): boolean {
  return (interval?.[0] ?? 0) > 0;
}

/** `97.1 %`, of a share whose interval is not asked for. */
export function plainPercent(value: number): string {
  return `${signed(100 * value, 1)} %`;
}

/** `31.20 (31.01–31.38)`. */
export function number({ value, interval }: Figure, digits = 2): string {
  if (value === null || interval === null) return '–';
  const [low, high] = interval.map((bound) => signed(bound, digits));
  return `${signed(value, digits)} (${low}–${high})`;
}

/** Of the exclusion suite, whose figures lie beside their intervals. */
export function shareIn(
  figures: Figures | undefined,
  name: 'excluded' | 'kept' | 'intact' | 'excludedWhereShown',
): Figure {
  if (figures === undefined) return { value: null, interval: null };
  return { value: figures[name], interval: figures[`${name}95`] };
}

function signed(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−');
}
