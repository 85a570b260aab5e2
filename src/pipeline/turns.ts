// One drawing at a time: frames of the panes in order, and renders where no frame wants the turn.

import { nextTask } from '../lib/nextTask.ts';
import { CancelledError } from '../runtime/index.ts';

/** Milliseconds without a frame before renders go on: the events of a drag come closer together. */
const REST = 100;

type GiveBack = () => void;

export class Turns {
  #isTaken = false;
  readonly #frames: (() => void)[] = [];
  readonly #renders: (() => void)[] = [];
  /** Stops the render that runs now, for a frame. */
  #render: AbortController | undefined;
  #lastFrame = -Infinity;

  /** Runs as soon as the frames before it are done. */
  async frame<Result>(draw: () => Promise<Result>): Promise<Result> {
    this.#render?.abort();
    const giveBack = await this.#take(this.#frames);
    try {
      return await draw();
    } finally {
      this.#lastFrame = performance.now();
      giveBack();
    }
  }

  /**
   * Runs while no frame is wanted. A frame that comes stops it; it begins again once frames have rested.
   * @param draw stops when its signal says so, with a CancelledError
   * @throws CancelledError once `cancelled` has said so; what `draw` throws
   */
  async render<Result>(
    draw: (signal: AbortSignal) => Promise<Result>,
    cancelled: AbortSignal,
  ): Promise<Result> {
    for (;;) {
      await this.#quiet(cancelled);
      const giveBack = await this.#take(this.#renders);
      const stopped = (this.#render = new AbortController());
      try {
        if (this.#restLeft() <= 0) return await draw(AbortSignal.any([cancelled, stopped.signal]));
      } catch (error) {
        const wasStopped = error instanceof CancelledError && stopped.signal.aborted;
        if (!wasStopped || cancelled.aborted) throw error;
      } finally {
        this.#render = undefined;
        giveBack();
      }
    }
  }

  /** A frame that is on its way to this thread is heard first, even where drawing never leaves it. */
  async #quiet(cancelled: AbortSignal): Promise<void> {
    await nextTask();
    while (!cancelled.aborted && this.#restLeft() > 0) {
      const rest = this.#restLeft();
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    if (cancelled.aborted) throw new CancelledError({ cause: cancelled.reason });
  }

  #restLeft(): number {
    return this.#lastFrame + REST - performance.now();
  }

  async #take(line: (() => void)[]): Promise<GiveBack> {
    if (this.#isTaken) await new Promise<void>((resolve) => line.push(resolve));
    this.#isTaken = true;
    return () => {
      const next = this.#frames.shift() ?? this.#renders.shift();
      if (next) next();
      else this.#isTaken = false;
    };
  }
}
