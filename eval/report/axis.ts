// Axes with round ticks.

import type { Axis } from './lineChart.ts';

/** From 0 to 1 in fifths: shares. */
export function shareAxis(label: string): Axis {
  return { label, min: 0, max: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] };
}

/** Around the values, on ticks of 1, 2 or 5 times a power of ten. @param from a value that the axis begins with, e.g. 0 */
export function axisAround(label: string, values: readonly number[], from?: number): Axis {
  const low = from ?? Math.min(...values);
  const high = Math.max(...values, low);
  const span = high - low || Math.abs(high) || 1;
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return { label, min: ticks[0]!, max: ticks.at(-1)!, ticks };
}
