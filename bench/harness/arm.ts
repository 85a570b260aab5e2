// One of the things that a suite compares, and how a sample of it is taken.

import type { TimestampClock } from './timestampClock.ts';

export interface Arm {
  readonly name: string;
  /**
   * Submits the work `repeats` times over and returns without waiting for the GPU.
   * @param timestamps where the arm encodes its own passes, it has their time written there
   */
  readonly submit: (repeats: number, timestamps?: TimestampClock) => Promise<void> | void;
  /** False where ONNX Runtime encodes the passes: nobody else can put timestamps into them. */
  readonly ownPasses: boolean;
  readonly release: () => Promise<void> | void;
}

/** Of one execution, in ms. */
export interface Sample {
  /** On the wall clock, from the first submit to queue.onSubmittedWorkDone. */
  readonly wall: number;
  /** Between GPU timestamps around the pass; undefined where there are none. */
  readonly gpu: number | undefined;
  /** Processor time of all threads, a software adapter's included. */
  readonly cpu: number;
}

export interface ClockContext {
  readonly device: GPUDevice;
  readonly timestamps: TimestampClock | undefined;
}

/** The queue is idle before and after. Nothing is read back between the two looks at the clock. */
export async function takeSample(
  arm: Arm,
  repeats: number,
  { device, timestamps }: ClockContext,
): Promise<Sample> {
  const clock = arm.ownPasses ? timestamps : undefined;
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  await arm.submit(repeats, clock);
  await device.queue.onSubmittedWorkDone();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore); // microseconds
  const gpu = await clock?.elapsed();
  return {
    wall: wall / repeats,
    gpu: gpu === undefined ? undefined : gpu / repeats,
    cpu: (user + system) / 1000 / repeats,
  };
}

/** A burst this long drowns the clock's steps and the cost of waiting for it. */
const WANTED_MILLISECONDS = 20;
const MAX_REPEATS = 8192;

/** How often an arm has to run in one go to last 20 ms. Never overshoots by much, so that no watchdog wakes. */
export async function calibrate(arm: Arm, context: ClockContext): Promise<number> {
  let repeats = 1;
  for (;;) {
    const { wall } = await takeSample(arm, repeats, context);
    const total = wall * repeats;
    if (total >= WANTED_MILLISECONDS || repeats >= MAX_REPEATS) return repeats;
    const growth = Math.min(8, Math.max(1.25, (1.1 * WANTED_MILLISECONDS) / total));
    repeats = Math.min(MAX_REPEATS, Math.ceil(repeats * growth));
  }
}
