// GPU timestamps around compute passes, and what steps this adapter's timestamps go in.

import { readBuffer } from '../../src/runtime/gpu/readback.ts';

const BYTES = 16; // two u64
/** Passes that are looked at to find the clock's step. */
const PROBES = 12;

export interface TimestampFacts {
  readonly clock: TimestampClock | undefined;
  /** Nanoseconds that all seen timestamps are multiples of, relative to the first; undefined without timestamps. */
  readonly step: number | undefined;
  /** For the result: which clock it is, or why there is none. */
  readonly sentence: string;
}

export class TimestampClock {
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;

  constructor(readonly device: GPUDevice) {
    this.#queries = device.createQuerySet({ type: 'timestamp', count: 2 });
    const usage = GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC;
    this.#resolved = device.createBuffer({ label: 'timestamps', size: BYTES, usage });
  }

  /** For beginComputePass. */
  get writes(): GPUComputePassTimestampWrites {
    return { querySet: this.#queries, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
  }

  /** After the pass, into the same encoder. */
  resolve(encoder: GPUCommandEncoder): void {
    encoder.resolveQuerySet(this.#queries, 0, 2, this.#resolved, 0);
  }

  /** Begin and end of the last pass, ns. */
  async read(): Promise<readonly [begin: bigint, end: bigint]> {
    const [begin = 0n, end = 0n] = new BigUint64Array(await readBuffer(this.device, this.#resolved, BYTES));
    return [begin, end];
  }

  /** Of the last pass, in ms. */
  async elapsed(): Promise<number> {
    const [begin, end] = await this.read();
    return Number(end - begin) / 1e6;
  }

  release(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
  }
}

/** The greatest common divisor of all distances from the first value: 100000 for timestamps rounded to 100 us. */
export function stepOf(values: readonly bigint[]): bigint {
  const [first = 0n, ...rest] = values;
  return rest.reduce((step, value) => greatestCommonDivisor(step, distance(value, first)), 0n);
}

const distance = (a: bigint, b: bigint) => (a > b ? a - b : b - a);

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/** Looks at the timestamps of empty passes. Chrome rounds them to 100 us; Dawn in Node does not once it is told so. */
export async function openTimestampClock(device: GPUDevice): Promise<TimestampFacts> {
  const none = (why: string) => ({
    clock: undefined,
    step: undefined,
    sentence: `${why}: wall clock to queue.onSubmittedWorkDone for all`,
  });
  if (!device.features.has('timestamp-query')) return none('the adapter has no timestamp-query');
  const clock = new TimestampClock(device);
  const seen: bigint[] = [];
  for (let i = 0; i < PROBES; i++) {
    const encoder = device.createCommandEncoder();
    encoder.beginComputePass({ timestampWrites: clock.writes }).end();
    clock.resolve(encoder);
    device.queue.submit([encoder.finish()]);
    seen.push(...(await clock.read()));
  }
  const step = Number(stepOf(seen));
  if (step === 0) {
    clock.release();
    return none('the adapter’s timestamps stand still');
  }
  return { clock, step, sentence: `GPU timestamps in steps of ${step} ns` };
}
