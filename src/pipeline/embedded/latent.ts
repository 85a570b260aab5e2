// Seeded Gaussian latents: a seed gives the same numbers on every machine and in every browser.

import { inverseNormal } from '../../lib/deterministicMath.ts';

/** @returns `length` independent standard normals, float32, for an unsigned 32-bit seed */
export function seededLatent(seed: number, length: number): Float32Array {
  const next = xoshiro128(seed);
  return Float32Array.from({ length }, () => {
    const high = next() >>> 6; // 26 bits
    const low = next() >>> 5; // 27 bits
    return inverseNormal((high * 2 ** 27 + low + 0.5) / 2 ** 53);
  });
}

/** xoshiro128** of Blackman and Vigna (2018), its state filled by splitmix32. */
function xoshiro128(seed: number): () => number {
  const state = new Uint32Array(4).map(splitmix32(seed));
  return () => {
    const [a = 0, b = 0, c = 0, d = 0] = state;
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    state[2] = c ^ a;
    state[3] = d ^ b;
    state[1] = b ^ state[2];
    state[0] = a ^ state[3];
    state[2] ^= b << 9;
    state[3] = rotate(state[3], 11);
    return result;
  };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
