// Arms take turns within every round and every round starts with another one, so that a busy machine disturbs all alike.

import { calibrate, takeSample, type Arm, type ClockContext, type Sample } from './arm.ts';

export interface ArmSamples {
  readonly arm: Arm;
  /** Executions in one sample. */
  readonly repeats: number;
  readonly samples: readonly Sample[];
}

/** Calibration runs compile, upload and warm the caches; one more round of all arms is thrown away. */
export async function interleave(
  arms: readonly Arm[],
  rounds: number,
  context: ClockContext,
): Promise<ArmSamples[]> {
  const runs: { arm: Arm; repeats: number; samples: Sample[] }[] = [];
  for (const arm of arms) {
    await takeSample(arm, 1, context); // the first pays for compilation and must not end the calibration
    runs.push({ arm, repeats: await calibrate(arm, context), samples: [] });
  }
  for (let round = -1; round < rounds; round++) {
    for (const { arm, repeats, samples } of rotated(runs, round + 1)) {
      const sample = await takeSample(arm, repeats, context);
      if (round >= 0) samples.push(sample);
    }
  }
  return runs;
}

export function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
