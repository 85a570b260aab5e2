// `npm run bench -- --suite frame`: what a frame costs in each guidance mode, against the plain one and the stock model's.

import type { NodeBackend } from '../../scripts/node/openEngine.ts';
import type { ArmResult, SuiteResult } from '../harness/result.ts';
import { openEmbeddedArms } from './embeddedArms.ts';
import { frameRatio, takeTurns } from './frameArm.ts';

const WARM_UP_ROUNDS = 3;

export async function frameSuite({
  backend,
  frames,
}: {
  readonly backend: NodeBackend;
  readonly frames: number;
}): Promise<SuiteResult> {
  const { place, arms, shape } = await openEmbeddedArms(backend);
  const results = await takeTurns(arms, { warmUp: WARM_UP_ROUNDS, rounds: frames, shape });
  place.gpu?.context.assertHealthy();
  return {
    suite: 'frame',
    variant: `emoji-64, ${place.backend}, ${place.precision}`,
    adapter: place.adapter,
    arms: results,
    ratios: frameRatios(results),
    clock: 'wall clock until the picture is there; cpuMs: processor time of all threads',
  };
}

function frameRatios(arms: readonly ArmResult[]): SuiteResult['ratios'] {
  return {
    nasa_over_plain: frameRatio(arms, 'nasa', 'none'),
    cfg_over_nasa: frameRatio(arms, 'cfg', 'nasa'),
    panes_over_plain: frameRatio(arms, 'panes', 'none'),
    guided_over_stock: frameRatio(arms, 'nasa', 'stock'),
  };
}
