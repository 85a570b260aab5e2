// The difference of two shares that were measured on the same items, with its 95 % interval.

import { fourDigits, type Share } from './share.ts';
import { Z } from './wilson.ts';

/**
 * How much more often `first` passes than `second` does, item by item: items that pass or fail in both say nothing of it. The interval is Wald's
 * with half an item added to each of the four cells  (Agresti and Min, Statistics in Medicine 24, 2005).
 * @param second of the same items, in the same order
 */
export function pairedDifference(first: readonly boolean[], second: readonly boolean[]): Share {
  const n = first.length;
  if (second.length !== n) throw new RangeError(`${n} and ${second.length} items are no pairs.`);
  if (n === 0) return { value: null, interval: null, n };
  const gained = first.filter((passes, i) => passes && !second[i]).length;
  const lost = first.filter((passes, i) => !passes && second[i]).length;
  const centre = (gained - lost) / (n + 2);
  const half = (Z * Math.sqrt(gained + lost + 1 - (gained - lost) ** 2 / (n + 2))) / (n + 2);
  return {
    value: fourDigits((gained - lost) / n),
    interval: [fourDigits(Math.max(-1, centre - half)), fourDigits(Math.min(1, centre + half))],
    n,
  };
}
