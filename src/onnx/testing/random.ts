// A seeded source of random numbers, so that a failing case can be run again.

export interface RandomSource {
  /** An integer in [0, bound). */
  readonly below: (bound: number) => number;
  /** A float in [-1, 1). */
  readonly signed: () => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
}

/** mulberry32 (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c), public domain. */
export function randomSource(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
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
