// A share with its n and its 95 % interval, to four digits; without a value and an interval when there are no items.

import { wilson95, wilsonAround, type Interval } from './wilson.ts';

export interface Share {
  readonly value: number | null;
  /** Wilson's, which takes the items as independent draws: of these prompts, over seeds. */
  readonly interval: Interval | null;
  readonly n: number;
}

export function shareOf(hits: number, n: number): Share {
  if (n === 0) return { value: null, interval: null, n };
  const [low, high] = wilson95(hits, n);
  return { value: fourDigits(hits / n), interval: [fourDigits(low), fourDigits(high)], n };
}

export function share<Item>(items: readonly Item[], passes: (item: Item) => boolean): Share {
  return shareOf(items.filter(passes).length, items.length);
}

/**
 * Of items that come in clusters (the pictures of one caption), which are no independent draws: the interval is that of as many draws as there
 * are clusters, as if one item of each said all. n counts the items.
 */
export function shareOfClusters(clusters: readonly (readonly boolean[])[]): Share {
  const items = clusters.flat();
  if (items.length === 0) return { value: null, interval: null, n: 0 };
  const value = items.filter(Boolean).length / items.length;
  const [low, high] = wilsonAround(value, clusters.length);
  return { value: fourDigits(value), interval: [fourDigits(low), fourDigits(high)], n: items.length };
}

export function fourDigits(value: number): number {
  return Number(value.toFixed(4));
}
