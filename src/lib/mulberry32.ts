// Random numbers that are the same on every machine: mulberry32, 32 bits of state.

/**
 * Source: T. Ettinger, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c, public domain.
 * @returns a function that draws uniformly from [0, 1)
 */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
