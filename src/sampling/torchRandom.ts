// torch.randn on the CPU, to the bit: a seed gives the picture that diffusers gives for it.
// Rules: aten/src/ATen/native/cpu/DistributionTemplates.h (normal_kernel) and aten/src/ATen/core/DistributionsHelper.h.

import { logFloat32, sinCosFloat32 } from './cephesFloat32.ts';
import { InvalidLengthError, InvalidSeedError } from './errors.ts';
import { MersenneTwister } from './mersenneTwister.ts';

const float32 = Math.fround;
/** Normals are made this many at a time, from as many uniforms. */
const BLOCK = 16;
const HALF = BLOCK / 2;
const TWO_PI = float32(2 * Math.PI);

/**
 * A `torch.Generator` of the CPU after `manual_seed`. Equal in every bit to float32 `torch.randn` on x86 CPUs with AVX2
 * or AVX-512 (torch takes its AVX2 kernel on both). Its kernel for all other CPUs differs in 38% of 2^20 normals, by
 * 2.3e-6 at most (torch 2.13 with ATEN_CPU_CAPABILITY=default). Draws of fewer than 16 are computed in double and
 * rounded, so they follow the engine's Math.log1p, sin and cos: a last bit could differ there, with odds near 2^-29.
 * Pipelines in half precision draw halves, by rules that are not here.
 */
export class TorchGenerator {
  private readonly engine: MersenneTwister;
  /** Of a pair of normals in double, the one that the next draw of fewer than 16 begins with. */
  private waiting: number | undefined;

  /**
   * @param seed what `torch.manual_seed` gets; as there, only its low 32 bits count
   * @throws InvalidSeedError unless it is an integer in [0, 2^53)
   */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) throw new InvalidSeedError(seed);
    this.engine = new MersenneTwister(seed % 2 ** 32);
  }

  /**
   * `torch.randn(shape, generator=this)` as float32, flat and row major.
   * @param length product of the shape: the values depend on it, so noise of another shape is no prefix of this one
   * @throws InvalidLengthError
   */
  randn(length: number): Float32Array<ArrayBuffer> {
    if (!Number.isSafeInteger(length) || length < 0) throw new InvalidLengthError(length);
    const values = new Float32Array(length);
    if (length < BLOCK) return values.map(() => this.scalarNormal());
    this.fillUniform(values);
    for (let start = 0; start + BLOCK <= length; start += BLOCK) toNormal(values, start);
    if (length % BLOCK !== 0) {
      // The last block ends with the array: it overlaps the block before it, and is drawn anew.
      this.fillUniform(values.subarray(length - BLOCK));
      toNormal(values, length - BLOCK);
    }
    return values;
  }

  private fillUniform(values: Float32Array): void {
    for (let i = 0; i < values.length; i++) values[i] = this.engine.uniformFloat32();
  }

  /** Box-Muller in double, one value of the pair now and the other at the next call. */
  private scalarNormal(): number {
    const { waiting } = this;
    if (waiting !== undefined) {
      this.waiting = undefined;
      return waiting;
    }
    const angle = 2 * Math.PI * this.engine.uniformFloat64();
    const radius = Math.sqrt(-2 * Math.log1p(-this.engine.uniformFloat64()));
    this.waiting = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}

/** Box-Muller in float32 over the uniforms from `start` on: the first eight give the radii, the others the angles. */
function toNormal(values: Float32Array, start: number): void {
  for (let i = start; i < start + HALF; i++) {
    const positive = float32(1 - values[i]!); // (0, 1]
    const radius = float32(Math.sqrt(float32(-2 * logFloat32(positive))));
    const [sin, cos] = sinCosFloat32(float32(TWO_PI * values[i + HALF]!));
    // Adding the mean, 0, turns -0 into 0.
    values[i] = float32(radius * cos) + 0;
    values[i + HALF] = float32(radius * sin) + 0;
  }
}
