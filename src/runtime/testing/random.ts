// Seeded random numbers: a failing fuzz case can be run again from its seed alone.

/** A generator of uniform numbers in [0, 1): mulberry32 (public domain, Tommy Ettinger). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Normally distributed numbers (Box-Muller). */
export function normal(seed: number): () => number {
  const next = uniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

export function normals(seed: number, count: number, amplitude = 1): Float32Array {
  const next = normal(seed);
  return Float32Array.from({ length: count }, () => amplitude * next());
}

/** One of `choices`. */
export function pick<Choice>(next: () => number, choices: readonly Choice[]): Choice {
  return choices[Math.floor(next() * choices.length)] as Choice;
}
