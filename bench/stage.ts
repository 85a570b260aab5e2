// Named stages of one long measurement: each is printed as it ends, since the next may take minutes or memory that is not there.

import { measure, memoryUse, type MemoryUse } from './memory.ts';

export interface Stage {
  readonly stage: string;
  readonly milliseconds: number;
  /** Of all threads. */
  readonly cpuMilliseconds: number;
  /** MB: the highest resident size while it ran. */
  readonly peak: number;
  /** MB that the peak is above the resident size before. */
  readonly added: number;
  /** MB, after the stage and a garbage collection. */
  readonly after: MemoryUse;
}

export const stages: Stage[] = [];

export async function stage<Result>(name: string, work: () => Result | Promise<Result>): Promise<Result> {
  const { result, milliseconds, cpuMilliseconds, before, peak } = await measure(work);
  const { resident, heap, arrayBuffers } = await memoryUse();
  const whole = Math.round;
  const line = {
    stage: name,
    milliseconds: whole(milliseconds),
    cpuMilliseconds: whole(cpuMilliseconds),
    peak: whole(peak),
    added: whole(peak - before),
    after: { resident: whole(resident), heap: whole(heap), arrayBuffers: whole(arrayBuffers) },
  };
  stages.push(line);
  console.error(JSON.stringify(line));
  return result;
}
