// Seeded random numbers: a failing fuzz case can be run again from its seed alone.
import { mulberry32 } from '../../lib/mulberry32.ts';

/** Normally distributed numbers (Box-Muller). */
export function normal(seed: number): () => number {
  const next = mulberry32(seed);
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
