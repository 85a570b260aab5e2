// The ranges of what a person may set. The page clamps to them; the engine refuses what lies outside.

export interface NumberRange {
  /** How messages call the quantity, e.g. `Scale`. */
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** How hard to steer: NASA's alpha (arXiv 2412.02687, eq. 9), and what modes.ts makes of it in the others. */
export const SCALE_RANGE: NumberRange = Object.freeze({ name: 'Scale', min: 0, max: 1.5, step: 0.01 });

/** Unsigned 32-bit integer. */
export const SEED_RANGE: NumberRange = Object.freeze({ name: 'Seed', min: 0, max: 2 ** 32 - 1, step: 1 });
