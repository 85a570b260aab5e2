// How a model is sampled, as plain data that an entry of the model registry can hold, and the steps that follow from it.

import type { BetaSchedule } from './noiseSchedule.ts';

export type SamplerSpec =
  /** EulerDiscreteScheduler with trailing timesteps: SD-Turbo, SDXL-Turbo, SDXL-Lightning. */
  | { readonly kind: 'euler'; readonly betas: BetaSchedule }
  /** LCMScheduler. */
  | { readonly kind: 'lcm'; readonly betas: BetaSchedule }
  /** DMD2's four steps. */
  | { readonly kind: 'dmd2'; readonly betas: BetaSchedule }
  /** One step from pure noise at `timestep`: SwiftBrush, DMD. */
  | { readonly kind: 'epsilon'; readonly betas: BetaSchedule; readonly timestep: number }
  /** Rectified flow in equal steps: InstaFlow. */
  | { readonly kind: 'velocity' };
