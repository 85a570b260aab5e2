// How fast bytes arrive: measured over the last few seconds, so that it follows the network but does not flicker.

interface Sample {
  /** Milliseconds on any clock that only goes on. */
  readonly time: number;
  readonly bytes: number;
}

/** Milliseconds that the measurement looks back. */
const WINDOW = 6000;
/** Milliseconds below which a rate says nothing. */
const MIN_SPAN = 1500;

export class TransferRate {
  #samples: Sample[] = [];

  /** @param bytes all that have arrived so far */
  add(bytes: number, time: number): void {
    this.#samples = [...this.#samples.filter((sample) => time - sample.time <= WINDOW), { time, bytes }];
  }

  /** What comes next is not comparable with what came before, e.g. bytes that were here already. */
  restart(): void {
    this.#samples = [];
  }

  /** @returns bytes per second, or `null` until there is enough to tell */
  get bytesPerSecond(): number | null {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.time - first.time < MIN_SPAN) return null;
    return ((last.bytes - first.bytes) / (last.time - first.time)) * 1000;
  }
}
