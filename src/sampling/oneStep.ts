// Noise -> clean latent in one call of the network, for each family of one-step models.
// Latents and noise are flat float32, [B, C, H, W] row major; nothing here depends on the shape.

import { checkLength, cleanFromEpsilon, dividedBy, times } from './latentMath.ts';
import {
  alphasCumprod,
  eulerInputDivisor,
  karrasSigma,
  noiseLevel,
  PIXART_BETAS,
  STABLE_DIFFUSION_BETAS,
  type BetaSchedule,
} from './noiseSchedule.ts';

/** Which formula turns noise and prediction into the clean latent. */
export type OneStepModel = EpsilonModel | VelocityModel;

interface EpsilonModel {
  /**
   * `euler`: one step of EulerDiscreteScheduler from sigma to 0; the network reads slightly scaled noise.
   * `epsilon`: the network reads the noise itself, taken for a latent of variance 1 at `timestep`.
   */
  readonly formula: 'euler' | 'epsilon';
  readonly timestep: number;
  readonly betas: BetaSchedule;
  readonly vaeScalingFactor: number;
}

interface VelocityModel {
  /** Rectified flow: the prediction is the straight way from noise to clean latent. */
  readonly formula: 'velocity';
  readonly timestep: number;
  readonly vaeScalingFactor: number;
}

const SD_VAE = 0.18215;
const SDXL_VAE = 0.13025;

const turbo = (vaeScalingFactor: number) =>
  Object.freeze({
    formula: 'euler',
    timestep: 999,
    betas: STABLE_DIFFUSION_BETAS,
    vaeScalingFactor,
  } as const satisfies OneStepModel);

/** One-step text-to-image models by name; each entry follows the source above it. */
export const ONE_STEP_MODELS = Object.freeze({
  // stabilityai/sd-turbo, sdxl-turbo: EulerDiscreteScheduler, timestep_spacing trailing;
  // microsoft/onnxruntime-inference-examples, js/sd-turbo/index.js (scale_model_inputs, step).
  'sd-turbo': turbo(SD_VAE),
  'sdxl-turbo': turbo(SDXL_VAE),
  // SwiftBrush v2: PhiHoc/SwiftBrushV2, infer_by_prompt.py (predict_img); v1 (arXiv 2312.05239) has the same form.
  swiftbrush: epsilonModel(999, STABLE_DIFFUSION_BETAS, SD_VAE),
  // DMD2 for SDXL: tianweiy/DMD2, README.md (1-step: timesteps=[399]) and main/utils.py (get_x0_from_noise).
  'sdxl-dmd2': epsilonModel(399, STABLE_DIFFUSION_BETAS, SDXL_VAE),
  // InstaFlow 0.9B: gnobitab/InstaFlow, code/pipeline_rf.py (steps 4 to 7 with num_inference_steps = 1).
  instaflow: Object.freeze({ formula: 'velocity', timestep: 1000, vaeScalingFactor: SD_VAE }),
  // PixArt-alpha DMD: PixArt-alpha/PixArt-sigma, app/app_pixart_dmd.py (timesteps=[400]); diffusers,
  // pipeline_pixart_alpha.py keeps DDPMScheduler's pred_original_sample. Betas, and no clipping, are assumed: the
  // checkpoint's scheduler_config.json was not at hand.
  'pixart-alpha-dmd': epsilonModel(400, PIXART_BETAS, SD_VAE),
} as const satisfies Readonly<Record<string, OneStepModel>>);

export type OneStepModelName = keyof typeof ONE_STEP_MODELS;

function epsilonModel(timestep: number, betas: BetaSchedule, vaeScalingFactor: number): EpsilonModel {
  return Object.freeze({ formula: 'epsilon', timestep, betas, vaeScalingFactor });
}

/** Pure functions of one model; noise is standard normal, and the arrays that come back are new. */
export interface OneStepSampler {
  /** The timestep that the network is told. */
  readonly timestep: number;
  /** scale_in: the network reads this many times the noise. */
  readonly inputScale: number;
  /** What the network reads. */
  readonly networkInput: (noise: Float32Array) => Float32Array<ArrayBuffer>;
  /** @throws LatentLengthError; from a network that predicts variance too, give the first half of the channels */
  readonly cleanLatent: (noise: Float32Array, prediction: Float32Array) => Float32Array<ArrayBuffer>;
  /** What the VAE decoder reads: clean latent / scaling factor. */
  readonly vaeInput: (clean: Float32Array) => Float32Array<ArrayBuffer>;
}

/** @throws InvalidTimestepError where the model's timestep lies outside its own schedule */
export function oneStepSampler(model: OneStepModel): OneStepSampler {
  const { timestep, vaeScalingFactor } = model;
  const vaeInput = (clean: Float32Array) => dividedBy(clean, vaeScalingFactor);
  return { timestep, vaeInput, ...formulaOf(model) };
}

type Formula = Pick<OneStepSampler, 'inputScale' | 'networkInput' | 'cleanLatent'>;

function formulaOf(model: OneStepModel): Formula {
  switch (model.formula) {
    case 'euler':
      return eulerFormula(karrasSigma(alphasCumprod(model.betas), model.timestep));
    case 'epsilon': {
      const level = noiseLevel(alphasCumprod(model.betas), model.timestep);
      const cleanLatent = (noise: Float32Array, epsilon: Float32Array) =>
        cleanFromEpsilon(noise, epsilon, level);
      return { inputScale: 1, networkInput: (noise) => noise.slice(), cleanLatent };
    }
    case 'velocity':
      return { inputScale: 1, networkInput: (noise) => noise.slice(), cleanLatent: cleanFromVelocity };
  }
}

/** The latent is sigma * noise, its clean version latent - sigma * epsilon. */
function eulerFormula(sigma: number): Formula {
  const divisor = eulerInputDivisor(sigma);
  return {
    inputScale: sigma / divisor,
    networkInput: (noise) => dividedBy(times(noise, sigma), divisor),
    cleanLatent: (noise, epsilon) => cleanFromEpsilon(times(noise, sigma), epsilon, { alpha: 1, sigma }),
  };
}

/** dt = 1: clean = noise + velocity. */
function cleanFromVelocity(noise: Float32Array, velocity: Float32Array): Float32Array<ArrayBuffer> {
  checkLength(noise, velocity, 'prediction');
  return noise.map((value, i) => value + velocity[i]!);
}
