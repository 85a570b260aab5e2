// The public names of src/sampling: torch's noise, noise schedules, and the way from noise to a clean latent.

export * from './errors.ts';
export * from './fewSteps.ts';
export { addNoise } from './latentMath.ts';
export * from './noiseSchedule.ts';
export * from './oneStep.ts';
export * from './samplers.ts';
export * from './samplingPlan.ts';
export { TorchGenerator } from './torchRandom.ts';
