// `npm run bench -- --suite frame --file UNET.onnx`: one call of a denoiser at full size, ours against the file as it is.

import type { SuiteResult } from '../harness/result.ts';
import { takeTurns } from './frameArm.ts';
import { openFullSizeArms, type FullSizeOptions } from './fullSizeArms.ts';

export async function fullSizeFrameSuite(options: FullSizeOptions, frames: number): Promise<SuiteResult> {
  const { gpu, arms } = await openFullSizeArms(options);
  const { latent, provider, precision } = options;
  const shape = `${latent}x${latent}`;
  const times = await takeTurns(arms, { warmUp: 1, rounds: frames, shape });
  gpu.context.assertHealthy();
  return {
    suite: 'frame',
    variant: `full-size, ${provider}, ${precision}, latent ${shape}`,
    adapter: gpu.context.description,
    arms: times.arms,
    ratios: {
      nasa_over_plain: times.ratio('nasa', 'none'),
      guided_over_stock: times.ratio('nasa', 'stock'),
    },
    clock: 'wall clock until the numbers are on the CPU; cpuMs: processor time of all threads',
  };
}
