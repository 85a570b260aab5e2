// An abort signal that fires when its parent does, or when nothing has happened for too long.

export class Watchdog {
  readonly #silence = new AbortController();
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly signal: AbortSignal;

  /** @param milliseconds longest silence between two calls of `alive` */
  constructor(parent: AbortSignal, milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.signal = AbortSignal.any([parent, this.#silence.signal]);
    this.alive();
  }

  alive(): void {
    clearTimeout(this.#timer);
    const reason = new Error(`nothing arrived for ${this.#milliseconds} ms`);
    this.#timer = setTimeout(() => this.#silence.abort(reason), this.#milliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Waits, or rejects with the signal's reason. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
