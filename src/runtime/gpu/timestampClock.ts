// GPU timestamps around one compute pass. Adapters and browsers round them, Chrome to 100 us: measure long passes.

import { readBuffer } from './readback.ts';

const BYTES = 16; // two u64

export class TimestampClock {
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;

  /** @param device with timestamp-query */
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
