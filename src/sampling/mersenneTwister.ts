// mt19937, the generator behind torch's CPU random numbers (aten/src/ATen/core/MT19937RNGEngine.h).
// Matsumoto and Nishimura, ACM TOMACS 8 (1998); seeded by their init_genrand of 2002.

const SIZE = 624;
const SHIFT = 397;
const TWIST = 0x9908b0df;

export class MersenneTwister {
  private readonly state = new Uint32Array(SIZE);
  private next = SIZE;

  /** @param seed an unsigned 32-bit integer */
  constructor(seed: number) {
    let word = seed >>> 0;
    this.state[0] = word;
    for (let i = 1; i < SIZE; i++) {
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i) >>> 0;
      this.state[i] = word;
    }
  }

  /** An unsigned 32-bit integer. */
  uint32(): number {
    if (this.next === SIZE) this.refill();
    let word = this.state[this.next]!;
    this.next += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** A float32 in [0, 1): the low 24 bits of one draw (ATen/core/TransformationHelper.h, uniform_real). */
  uniformFloat32(): number {
    return (this.uint32() & 0xffffff) / 2 ** 24;
  }

  /** A double in [0, 1): the low 53 bits of two draws, the high word first. */
  uniformFloat64(): number {
    const high = this.uint32() & 0x1fffff;
    return (high * 2 ** 32 + this.uint32()) / 2 ** 53;
  }

  private refill(): void {
    const { state } = this;
    for (let i = 0; i < SIZE; i++) {
      const joined = (state[i]! & 0x80000000) | (state[(i + 1) % SIZE]! & 0x7fffffff);
      state[i] = state[(i + SHIFT) % SIZE]! ^ (joined >>> 1) ^ ((joined & 1) * TWIST);
    }
    this.next = 0;
  }
}
