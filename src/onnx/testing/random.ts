// A seeded source of random numbers, so that a failing case can be run again.
import { mulberry32 } from '../../lib/mulberry32.ts';

export interface RandomSource {
  /** An integer in [0, bound). */
  readonly below: (bound: number) => number;
  /** A float in [-1, 1). */
  readonly signed: () => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
}

export function randomSource(seed: number): RandomSource {
  const next = mulberry32(seed);
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    below,
    signed: () => next() * 2 - 1,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
  };
}
