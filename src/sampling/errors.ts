// What can go wrong with a request for noise or for a sampling schedule: one class per cause.

import { SteerawayError } from '../lib/errors.ts';

export class InvalidSeedError extends SteerawayError {
  readonly code = 'invalid-torch-seed';
  constructor(readonly seed: number) {
    super(
      `The seed ${seed} is no integer from 0 to 2^53 - 1.`,
      'Give the non-negative integer that torch.manual_seed was called with.',
    );
  }
}

export class InvalidLengthError extends SteerawayError {
  readonly code = 'invalid-noise-length';
  constructor(readonly length: number) {
    super(
      `Noise of ${length} elements cannot be drawn.`,
      'Give the product of the latent shape: a non-negative integer.',
    );
  }
}

export class InvalidStepCountError extends SteerawayError {
  readonly code = 'invalid-step-count';
  constructor(
    readonly steps: number,
    readonly maxSteps: number,
    sampler: string,
  ) {
    super(
      `${sampler} has no schedule of ${steps} steps.`,
      `Choose a whole number of steps from 1 to ${maxSteps}.`,
    );
  }
}

export class InvalidTimestepError extends SteerawayError {
  readonly code = 'invalid-timestep';
  constructor(
    readonly timestep: number,
    readonly trainTimesteps: number,
  ) {
    super(
      `The noise schedule has no timestep ${timestep}.`,
      `Choose an integer from 0 to ${trainTimesteps - 1}.`,
    );
  }
}

/** Latent and prediction, or latent and noise, differ in length. */
export class LatentLengthError extends SteerawayError {
  readonly code = 'latent-length-mismatch';
  constructor(
    readonly expected: number,
    readonly found: number,
    what: string,
  ) {
    super(
      `The ${what} has ${found} elements, but the latent has ${expected}.`,
      'Check the width, height and channel count that the network was run with.',
    );
  }
}
