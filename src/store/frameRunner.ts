// Turns settings into frame requests: waits out the typing, asks only for panes that need it, forgets what came too late.
import type { FrameRequest, FrameResult, ImageEngine, PaneResult } from '../protocol/engine.ts';
import { stalePanes, type Panes } from './paneState.ts';

/** What the runner reads from the state, and tells it. */
export interface FramePort {
  /** The engine of the moment. */
  readonly engine: () => ImageEngine;
  /** What the settings ask for, in every pane. */
  readonly wanted: () => FrameRequest;
  readonly panes: () => Panes;
  readonly isDifferenceStale: () => boolean;
  readonly onPane: (request: FrameRequest, pane: PaneResult) => void;
  readonly onDone: (result: FrameResult) => void;
  readonly onError: (error: unknown) => void;
  /** True from a change of settings until nothing is left to draw. */
  readonly onBusy: (busy: boolean) => void;
}

export class FrameRunner {
  readonly #port: FramePort;
  /** Outstanding requests by ticket: each may still draw on its panes. */
  #running = new Map<number, FrameRequest>();
  #newestTicket = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(port: FramePort) {
    this.#port = port;
  }

  /** Draws after `rest` milliseconds without another call; at once where `rest` is 0. */
  schedule(rest: number): void {
    clearTimeout(this.#timer);
    const ticket = ++this.#newestTicket;
    this.#port.onBusy(true);
    if (rest > 0) this.#timer = setTimeout(() => void this.#draw(ticket), rest);
    else void this.#draw(ticket);
  }

  /** Ends what waits and what runs. A picture that is whole by then is still heard of: it is on its canvas. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#newestTicket++;
    this.#port.onBusy(false);
    // An engine that is gone has nothing to cancel, and says so itself.
    if (this.#running.size > 0)
      this.#port
        .engine()
        .cancel()
        .catch(() => {});
  }

  /** Whatever is waiting or running belongs to an engine that is gone; none of it is heard of again. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#newestTicket++;
    this.#running = new Map();
  }

  async #draw(ticket: number): Promise<void> {
    const request = this.#nextRequest();
    if (request.panes.length === 0 && !request.difference) {
      this.#port.onBusy(false);
      return;
    }
    const running = this.#running.set(ticket, request);
    const isForgotten = (): boolean => running !== this.#running;
    try {
      const outcome = await this.#port.engine().generate(request, (pane) => {
        if (!isForgotten()) this.#port.onPane(request, pane);
      });
      if (!isForgotten() && outcome.status === 'done') this.#port.onDone(outcome);
    } catch (error) {
      if (!isForgotten()) this.#port.onError(error);
    }
    running.delete(ticket);
    if (ticket === this.#newestTicket) this.#port.onBusy(false);
  }

  /** A running frame may yet draw over a pane that is right at the moment, so its panes are drawn again too. */
  #nextRequest(): FrameRequest {
    const wanted = this.#port.wanted();
    const stale = new Set(stalePanes(this.#port.panes(), wanted));
    const running = [...this.#running.values()];
    const unsettled = new Set(running.flatMap((request) => request.panes).map(({ id }) => id));
    const panes = wanted.panes.filter(({ id }) => stale.has(id) || unsettled.has(id));
    const isDifferent =
      this.#port.isDifferenceStale() ||
      running.some((request) => request.difference) ||
      panes.some(({ id }) => wanted.difference?.between.includes(id));
    return { ...wanted, panes, difference: isDifferent ? wanted.difference : undefined };
  }
}
