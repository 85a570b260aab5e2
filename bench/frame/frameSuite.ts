// `npm run bench -- --suite frame`: what a frame costs in each guidance mode, against the plain one and the stock model's.

import type { NodeBackend } from '../../scripts/node/openEngine.ts';
import { DEFAULT_MODEL } from '../../src/models/index.ts';
import type { SuiteResult } from '../harness/result.ts';
import { openEmbeddedArms } from './embeddedArms.ts';
import { takeTurns, type FrameTimes } from './frameArm.ts';

const WARM_UP_ROUNDS = 3;

export async function frameSuite({
  backend,
  frames,
}: {
  readonly backend: NodeBackend;
  readonly frames: number;
}): Promise<SuiteResult> {
  const { place, arms, shape } = await openEmbeddedArms(backend);
  const times = await takeTurns(arms, { warmUp: WARM_UP_ROUNDS, rounds: frames, shape });
  place.gpu?.context.assertHealthy();
  return {
    suite: 'frame',
    variant: `${DEFAULT_MODEL}, ${place.backend}, ${place.precision}`,
    adapter: place.adapter,
    arms: times.arms,
    ratios: frameRatios(times),
    clock: 'wall clock until the picture is there; cpuMs: processor time of all threads',
  };
}

function frameRatios({ ratio }: Pick<FrameTimes, 'ratio'>): SuiteResult['ratios'] {
  return {
    nasa_over_plain: ratio('nasa', 'none'),
    cfg_over_nasa: ratio('cfg', 'nasa'),
    panes_over_plain: ratio('panes', 'none'),
    guided_over_stock: ratio('nasa', 'stock'),
  };
}
