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

export interface FrameTimes {
  readonly arms: readonly ArmResult[];
  /**
   * The median over the rounds of one arm's time over another's in the same round: what slows the machine for a while
   * slows both. null where one of the arms was not measured.
   */
  readonly ratio: (above: string, below: string) => number | null;
}

/** Every round starts with another arm. No two frames share a seed, so that nothing is served from memory. */
export async function takeTurns(
  arms: readonly FrameArm[],
  { warmUp, rounds, shape }: { readonly warmUp: number; readonly rounds: number; readonly shape: string },
): Promise<FrameTimes> {
  const samples = new Map<FrameArm, FrameSample[]>(arms.map((arm) => [arm, []]));
  let seed = 0;
  for (let round = -warmUp; round < rounds; round++) {
    for (const arm of rotated(arms, round + warmUp)) {
      const sample = await takeFrame(arm, seed++);
      if (round >= 0) samples.get(arm)!.push(sample);
    }
  }
  return {
    arms: [...samples].map(([arm, taken]) => armResult(arm, shape, taken)),
    ratio: pairedRatios(samples),
  };
}

function armResult({ name }: FrameArm, shape: string, taken: readonly FrameSample[]): ArmResult {
  return {
    name,
    shape,
    ms: summary(taken.map(({ wall }) => wall)),
    cpuMs: summary(taken.map(({ cpu }) => cpu)),
    n: taken.length,
  };
}

function pairedRatios(samples: ReadonlyMap<FrameArm, readonly FrameSample[]>): FrameTimes['ratio'] {
  const walls = new Map([...samples].map(([{ name }, taken]) => [name, taken.map(({ wall }) => wall)]));
  return (above, below) => {
    const [dividends, divisors] = [walls.get(above), walls.get(below)];
    if (dividends === undefined || divisors === undefined) return null;
    return Number(summary(dividends.map((wall, round) => wall / divisors[round]!)).median.toFixed(3));
  };
}

async function takeFrame(arm: FrameArm, seed: number): Promise<FrameSample> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await arm.draw(seed);
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu); // microseconds
  return { wall, cpu: (user + system) / 1000 };
}
