// How long the GPU takes: timestamps where the device has them, else the wall clock to queue.onSubmittedWorkDone.

import { TimestampClock } from '../gpu/timestampClock.ts';
import type { Execution } from './testBench.ts';

/** Long against the steps of any clock (Chrome rounds timestamps to 100 us) and against the cost of waiting. */
const BURST_MILLISECONDS = 5;
const MAX_REPEATS = 1024;

export class Stopwatch {
  readonly #timestamps: TimestampClock | undefined;

  constructor(readonly device: GPUDevice) {
    if (device.features.has('timestamp-query')) this.#timestamps = new TimestampClock(device);
  }

  /** The repeats that make a burst long enough. Works up to them, so that no watchdog wakes. */
  async calibrate(execution: Execution): Promise<number> {
    let repeats = 1;
    for (;;) {
      const total = repeats * (await this.time(execution, repeats));
      if (total >= BURST_MILLISECONDS || repeats >= MAX_REPEATS) return repeats;
      const growth = Math.min(8, Math.max(1.5, (1.2 * BURST_MILLISECONDS) / total));
      repeats = Math.min(MAX_REPEATS, Math.ceil(repeats * growth));
    }
  }

  /** Milliseconds of one execution, over a burst of `repeats`. */
  async time(execution: Execution, repeats: number): Promise<number> {
    const clock = this.#timestamps;
    const start = performance.now();
    const encoder = this.device.createCommandEncoder({ label: 'timing' });
    const pass = encoder.beginComputePass(clock ? { timestampWrites: clock.writes } : {});
    for (let i = 0; i < repeats; i++) execution(pass);
    pass.end();
    clock?.resolve(encoder);
    this.device.queue.submit([encoder.finish()]);
    await this.device.queue.onSubmittedWorkDone();
    const wall = performance.now() - start;
    const elapsed = (await clock?.elapsed()) ?? 0;
    return (elapsed > 0 ? elapsed : wall) / repeats; // some adapters' timestamps stand still
  }

  release(): void {
    this.#timestamps?.release();
  }
}
