// A queue of size one in front of the engine: the newest frame request replaces the waiting one and stops the running one.
import type { FrameOutcome, FrameRequest, ImageEngine, PaneRequest, PaneResult } from '../protocol/engine.ts';

type FrameEngine = Pick<ImageEngine, 'generate' | 'cancel'>;

interface Job {
  readonly request: FrameRequest;
  readonly onPane: (pane: PaneResult) => void;
  readonly resolve: (outcome: FrameOutcome) => void;
  readonly reject: (error: unknown) => void;
  /** A pane of this job is on its canvas. */
  shown: boolean;
}

/**
 * `generate` and `cancel` of an engine, behind the queue. `generate` never rejects for being overtaken: it resolves as
 * `superseded`. A failed frame does not hold up the next one.
 */
export class LatestWins implements FrameEngine {
  readonly #engine: FrameEngine;
  #running: Job | null = null;
  #waiting: Job | null = null;

  constructor(engine: FrameEngine) {
    this.#engine = engine;
  }

  generate(request: FrameRequest, onPane: (pane: PaneResult) => void = () => {}): Promise<FrameOutcome> {
    return new Promise((resolve, reject) => {
      this.#dropWaiting();
      this.#waiting = { request, onPane, resolve, reject, shown: false };
      if (this.#running && mayStop(this.#running, request)) this.#stopRunning();
      void this.#drain();
    });
  }

  async cancel(): Promise<void> {
    this.#dropWaiting();
    if (this.#running) await this.#engine.cancel();
  }

  async #drain(): Promise<void> {
    if (this.#running) return;
    while (this.#waiting) {
      this.#running = this.#waiting;
      this.#waiting = null;
      await this.#run(this.#running);
      this.#running = null;
    }
  }

  async #run(job: Job): Promise<void> {
    const onPane = (pane: PaneResult): void => {
      job.shown = true;
      job.onPane(pane);
      if (this.#waiting) this.#stopRunning();
    };
    try {
      job.resolve(await this.#engine.generate(job.request, onPane));
    } catch (error) {
      job.reject(error);
    }
  }

  #stopRunning(): void {
    const job = this.#running;
    if (job) this.#engine.cancel().catch(job.reject);
  }

  #dropWaiting(): void {
    this.#waiting?.resolve({ status: 'superseded', request: this.#waiting.request });
    this.#waiting = null;
  }
}

/**
 * A drag sends a request per pointer event. Stopping the running frame each time would show nothing until the pointer
 * rests, wherever a frame takes longer than the gap between events. So a frame that differs in scale alone may show its
 * first pane before it yields; anything else (a new prompt, a new seed, another mode or checkpoint) stops it at once.
 */
function mayStop(running: Job, next: FrameRequest): boolean {
  const { request } = running;
  const sameDrag = (['positive', 'negative', 'seed', 'steps'] as const).every(
    (setting) => request[setting] === next[setting],
  );
  return running.shown || !sameDrag || changesMode(request.panes, next.panes);
}

function changesMode(before: readonly PaneRequest[], after: readonly PaneRequest[]): boolean {
  return after.some(({ id, mode, checkpoint }) =>
    before.some((pane) => pane.id === id && (pane.mode !== mode || pane.checkpoint !== checkpoint)),
  );
}
