// scheduler_config.json of diffusers -> the sampler, as far as one-step and few-step models use it.

import {
  PIXART_BETAS,
  STABLE_DIFFUSION_BETAS,
  type BetaSchedule,
  type SamplerSpec,
} from '../../sampling/index.ts';
import type { StepRange } from '../../protocol/library.ts';
import { PipelineUnsupportedError } from './errors.ts';
import type { Json } from './folderFiles.ts';

export interface FoundSampler {
  readonly sampler: SamplerSpec;
  readonly steps: StepRange;
  readonly notices: readonly string[];
}

/** PixArt-alpha-DMD starts from pure noise here (PixArt-alpha/PixArt-sigma, app/app_pixart_dmd.py). */
const PIXART_DMD_TIMESTEP = 400;

/**
 * @param config undefined where the folder has none
 * @param isConsistency the network has LCM's guidance input
 * @throws PipelineUnsupportedError for models that predict something else than the noise
 */
export function samplerOf(config: Json | undefined, family: string, isConsistency: boolean): FoundSampler {
  const prediction = config?.prediction_type ?? 'epsilon';
  if (prediction !== 'epsilon')
    throw new PipelineUnsupportedError(
      `its scheduler says that it predicts ${JSON.stringify(prediction)}, not the noise`,
    );
  const name = typeof config?._class_name === 'string' ? config._class_name : undefined;
  const betas = betasOf(config, family === 'pixart' ? PIXART_BETAS : STABLE_DIFFUSION_BETAS);
  if (name === 'LCMScheduler' || (name === undefined && isConsistency))
    return { sampler: { kind: 'lcm', betas }, steps: { min: 1, max: 8, initial: 4 }, notices: [] };
  if (family === 'pixart') {
    const sampler = { kind: 'epsilon', betas, timestep: PIXART_DMD_TIMESTEP } as const;
    return { sampler, steps: { min: 1, max: 1, initial: 1 }, notices: [] };
  }
  return {
    sampler: { kind: 'euler', betas },
    steps: { min: 1, max: 8, initial: 1 },
    notices: isMadeForFewSteps(name, config) ? [] : [doubt(name)],
  };
}

/** Turbo and Lightning models say so by their timesteps: counted from the end of the schedule. */
function isMadeForFewSteps(name: string | undefined, config: Json | undefined): boolean {
  return name?.startsWith('Euler') === true && config?.timestep_spacing === 'trailing';
}

function doubt(name: string | undefined): string {
  const says = name === undefined ? 'has no scheduler_config.json' : `names the scheduler ${name}`;
  return `The folder ${says}, so it is drawn with Euler steps as SD-Turbo is. A model that was not distilled to a few steps draws mud.`;
}

function betasOf(config: Json | undefined, usual: BetaSchedule): BetaSchedule {
  const number = (key: string, otherwise: number) => {
    const value = config?.[key];
    return typeof value === 'number' ? value : otherwise;
  };
  const kind = config?.beta_schedule ?? usual.kind;
  if (kind !== 'linear' && kind !== 'scaled_linear')
    throw new PipelineUnsupportedError(`its noise schedule ${JSON.stringify(kind)} is not known`);
  return {
    kind,
    betaStart: number('beta_start', usual.betaStart),
    betaEnd: number('beta_end', usual.betaEnd),
    trainTimesteps: number('num_train_timesteps', usual.trainTimesteps),
  };
}
