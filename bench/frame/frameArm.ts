// One way to draw a frame, and how several of them are measured: in turns, a fresh seed each time.

import type { ArmResult } from '../harness/result.ts';
import { rotated } from '../harness/interleave.ts';
import { summary } from '../statistics.ts';

export interface FrameArm {
  readonly name: string;
  /** Resolves when the picture is there: on the GPU where the backend leaves it there, else on the CPU. */
  readonly draw: (seed: number) => Promise<void>;
}

/** Of one frame, in ms. */
interface FrameSample {
  readonly wall: number;
  /** Of all threads of this process, a software adapter's included: what it costs where others share the cores. */
  readonly cpu: number;
}

/** Every round starts with another arm. No two frames share a seed, so that nothing is served from memory. */
export async function takeTurns(
  arms: readonly FrameArm[],
  { warmUp, rounds, shape }: { readonly warmUp: number; readonly rounds: number; readonly shape: string },
): Promise<ArmResult[]> {
  const samples = new Map<FrameArm, FrameSample[]>(arms.map((arm) => [arm, []]));
  let seed = 0;
  for (let round = -warmUp; round < rounds; round++) {
    for (const arm of rotated(arms, round + warmUp)) {
      const sample = await takeFrame(arm, seed++);
      if (round >= 0) samples.get(arm)!.push(sample);
    }
  }
  return [...samples].map(([{ name }, taken]) => ({
    name,
    shape,
    ms: summary(taken.map(({ wall }) => wall)),
    cpuMs: summary(taken.map(({ cpu }) => cpu)),
    n: taken.length,
  }));
}

async function takeFrame(arm: FrameArm, seed: number): Promise<FrameSample> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await arm.draw(seed);
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu); // microseconds
  return { wall, cpu: (user + system) / 1000 };
}

/** Median over median; null where one of the arms was not measured. */
export function frameRatio(arms: readonly ArmResult[], above: string, below: string): number | null {
  const median = (name: string) => arms.find((arm) => arm.name === name)?.ms.median;
  const [dividend, divisor] = [median(above), median(below)];
  if (dividend === undefined || divisor === undefined) return null;
  return Number((dividend / divisor).toFixed(3));
}
