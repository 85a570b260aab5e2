// The engine behind the store: one at a time, replaced on restart, ready once it is loaded and every pane has its canvas.
import type { EngineInfo, ImageEngine, LoadOptions, LoadProgress, PaneId } from '../protocol/engine.ts';
import { PANE_SLOTS } from './paneSlots.ts';

export class EngineSession {
  readonly #createEngine: () => ImageEngine;
  #engine: ImageEngine | null = null;
  #canvases = new Map<PaneId, OffscreenCanvas>();
  #allCanvases: () => void = () => {};
  /** The engine has taken the canvases; one that comes now replaces one in use. */
  #taken = false;
  /** Counts starts: one that is overtaken while it waits must not touch what belongs to the next. */
  #starts = 0;

  constructor(createEngine: () => ImageEngine) {
    this.#createEngine = createEngine;
  }

  /** The engine that draws now. */
  get engine(): ImageEngine {
    if (!this.#engine) throw new Error('The engine is used before it is started.');
    return this.#engine;
  }

  /**
   * Starts a fresh engine and ends the one before. The canvases of the old engine are gone with it: the page makes new
   * ones and hands them to `attachCanvas`, before or while this loads. Rejects, or never settles, once another start
   * has overtaken it.
   */
  async start(
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
    onLost: (reason: Error) => void,
  ): Promise<EngineInfo> {
    const start = ++this.#starts;
    const canvases = (this.#canvases = new Map<PaneId, OffscreenCanvas>());
    const everyPaneHasOne = new Promise<void>((resolve) => (this.#allCanvases = resolve));
    this.#taken = false;
    await this.#engine?.dispose();
    this.#refuseOvertaken(start);
    const engine = (this.#engine = this.#createEngine());
    void engine.lost.then(onLost);
    const info = await engine.load(options, onProgress);
    await everyPaneHasOne;
    this.#refuseOvertaken(start);
    this.#taken = true;
    await Promise.all([...canvases].map(([id, canvas]) => engine.attachCanvas(id, canvas)));
    return info;
  }

  /**
   * The newest canvas of a pane counts, as React may mount a pane twice.
   * @returns whether it replaced one in use: then nothing is on it yet
   */
  async attachCanvas(id: PaneId, canvas: OffscreenCanvas): Promise<boolean> {
    if (this.#taken) {
      await this.engine.attachCanvas(id, canvas);
      return true;
    }
    this.#canvases.set(id, canvas);
    if (PANE_SLOTS.every((slot) => this.#canvases.has(slot))) this.#allCanvases();
    return false;
  }

  #refuseOvertaken(start: number): void {
    if (start !== this.#starts) throw new Error('Another start of the engine overtook this one.');
  }
}
