// The image engine in this thread: prompts -> keys and values -> frames -> panes. The worker and the Node programs both use it.

import type {
  DifferenceRequest,
  DifferenceResult,
  AttentionOutcome,
  EngineInfo,
  FrameOutcome,
  FrameRequest,
  FrameResult,
  ImageEngine,
  LoadOptions,
  LoadProgress,
  PaneId,
  PanePixels,
  PaneResult,
  PictureFacts,
  PictureRequest,
  RenderedPicture,
  RenderOutcome,
} from '../protocol/engine.ts';
import { CancelledError, type DeviceLostError, type TuningStore } from '../runtime/index.ts';
import { attentionOf } from './attentionOf.ts';
import { checkRequest } from './checkRequest.ts';
import { engineInfo } from './engineInfo.ts';
import { EngineNotLoadedError } from './errors.ts';
import { guidanceOf } from './guide.ts';
import { openModel, type OpenModel } from './openModel.ts';
import type { ModelSources } from './openPictureModel.ts';
import type { Drawer } from './pictureModel.ts';
import { promptsOf } from './promptsOf.ts';
import { readPicture, type Picture } from './surfaces.ts';
import { Turns } from './turns.ts';

/** All that a loaded engine holds. */
interface Loaded extends OpenModel {
  readonly loadMilliseconds: number;
}

export class LocalEngine implements ImageEngine {
  readonly lost: Promise<Error>;
  readonly #reportLost: (error: Error) => void;
  readonly #sources: ModelSources;
  readonly #tuningStore: TuningStore | undefined;
  readonly #canvases = new Map<PaneId, OffscreenCanvas>();
  #loaded: Loaded | undefined;
  #current: AbortController | undefined;
  #renders = new AbortController();
  readonly #turns = new Turns();

  constructor(sources: ModelSources, tuningStore?: TuningStore) {
    this.#sources = sources;
    this.#tuningStore = tuningStore;
    let report: (error: Error) => void = () => {};
    this.lost = new Promise((resolve) => (report = resolve));
    this.#reportLost = report;
  }

  async load(
    options: LoadOptions = {},
    onProgress: (progress: LoadProgress) => void = () => {},
  ): Promise<EngineInfo> {
    const start = performance.now();
    await this.#release();
    const opened = await openModel(options, this.#sources, this.#tuningStore, onProgress);
    for (const [id, canvas] of this.#canvases) opened.surfaces.attach(id, canvas);
    this.#loaded = { ...opened, loadMilliseconds: performance.now() - start };
    this.#watch(this.#loaded);
    return this.describe();
  }

  async describe(): Promise<EngineInfo> {
    const loaded = this.#need();
    return { ...engineInfo(loaded), loadMilliseconds: loaded.loadMilliseconds };
  }

  async attachCanvas(id: PaneId, canvas: OffscreenCanvas): Promise<void> {
    this.#canvases.set(id, canvas);
    this.#loaded?.surfaces.attach(id, canvas);
  }

  async generate(
    request: FrameRequest,
    onPane: (pane: PaneResult) => void = () => {},
  ): Promise<FrameOutcome> {
    this.#check(request);
    this.#current?.abort();
    const { signal } = (this.#current = new AbortController());
    return this.#orSuperseded(request, () =>
      this.#turns.frame(() => this.#generate(request, onPane, signal)),
    );
  }

  async cancel(): Promise<void> {
    this.#current?.abort();
  }

  async readPixels(id: PaneId): Promise<PanePixels> {
    return this.#need().surfaces.read(id);
  }

  async render(request: PictureRequest): Promise<RenderOutcome> {
    return this.#besideFrames(request, (stop) => this.#render(request, stop));
  }

  async readAttention(request: PictureRequest): Promise<AttentionOutcome> {
    return this.#besideFrames(request, (stop) => attentionOf(this.#begin(stop), request, stop));
  }

  async cancelRenders(): Promise<void> {
    this.#renders.abort();
    this.#renders = new AbortController();
  }

  async dispose(): Promise<void> {
    await this.#release();
  }

  #check(request: FrameRequest): void {
    checkRequest(request, this.#loaded && { ...this.#loaded.model.facts, ...this.#loaded });
  }

  #need(): Loaded {
    if (this.#loaded === undefined) throw new EngineNotLoadedError();
    return this.#loaded;
  }

  #besideFrames<Result>(
    request: PictureRequest,
    draw: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result | { readonly status: 'superseded'; readonly request: PictureRequest }> {
    this.#check({ ...request, panes: [{ ...request, id: 'render' }] });
    const { signal } = this.#renders;
    return this.#orSuperseded(request, () => this.#turns.render(draw, signal));
  }

  async #orSuperseded<Request, Result>(
    request: Request,
    draw: () => Promise<Result>,
  ): Promise<Result | { readonly status: 'superseded'; readonly request: Request }> {
    const loaded = this.#need();
    try {
      return await draw();
    } catch (error) {
      if (error instanceof CancelledError) return { status: 'superseded', request };
      throw (await lossOf(loaded)) ?? error; // whatever failed, a lost device is the cause to act on
    }
  }

  /** A device can go at any time, also while nothing is drawn, and canvases lose their pictures then. */
  #watch(loaded: Loaded): void {
    void loaded.backend.gpu?.context.lost.then((loss) => {
      if (this.#loaded === loaded) this.#reportLost(loss); // otherwise released on purpose
    });
  }

  async #generate(
    request: FrameRequest,
    onPane: (pane: PaneResult) => void,
    signal: AbortSignal,
  ): Promise<FrameResult> {
    const start = performance.now();
    const { model, surfaces, finished } = this.#begin(signal);
    const { stages, reports } = await promptsOf((await model.network()).panes, request);
    const panes: PaneResult[] = [];
    const drawers = new Set<Drawer>();
    const waiting = new Set(request.panes.map(({ id }) => id));
    let difference = await this.#drawDifference(request.difference, waiting);
    for (const { id, mode, ...pane } of request.panes) {
      const drawer = (await model.network(pane.checkpoint)).panes;
      const { picture, ...facts } = await this.#draw(drawer, { ...request, ...pane, mode }, signal);
      drawers.add(drawer);
      await surfaces.show(id, picture);
      await finished();
      const finishedAt = performance.timeOrigin + performance.now();
      panes.push({ id, mode, ...facts, finishedAt });
      waiting.delete(id);
      // Before the page hears of the pane: a newer request may stop this one then, and a drag is to show both.
      difference ??= await this.#drawDifference(request.difference, waiting);
      onPane(panes.at(-1)!);
    }
    for (const drawer of drawers) drawer.freeRetired();
    const timings = { ...stages, total: performance.now() - start };
    return { status: 'done', request, panes, difference, timings, ...reports };
  }

  async #render(request: PictureRequest, signal: AbortSignal): Promise<RenderedPicture> {
    const start = performance.now();
    const { model, backend } = this.#begin(signal);
    const { aside } = await model.network(request.checkpoint);
    const { stages, reports } = await promptsOf(aside, request);
    const { picture, ...facts } = await this.#draw(aside, request, signal);
    const pixels = await readPicture(picture, backend.gpu);
    aside.freeRetired();
    const timings = { ...stages, total: performance.now() - start };
    return { status: 'done', request, ...facts, timings, ...reports, ...pixels };
  }

  /** @throws EngineNotLoadedError, CancelledError, DeviceLostError */
  #begin(signal: AbortSignal): Loaded {
    const loaded = this.#need();
    if (signal.aborted) throw new CancelledError();
    loaded.backend.gpu?.context.assertHealthy();
    return loaded;
  }

  async #draw(
    drawer: Drawer,
    request: PictureRequest,
    signal: AbortSignal,
  ): Promise<PictureFacts & { readonly picture: Picture }> {
    const { states: prompts } = await promptsOf(drawer, request); // remembered from a pane before
    const { family, checkpoints } = this.#need().model.facts;
    const checkpoint = request.checkpoint ?? checkpoints[0]?.id;
    const guidance = guidanceOf(request, request, family, prompts);
    const { picture, milliseconds } = await drawer.draw(guidance, prompts, request, signal);
    return { picture, guidance, checkpoint, frame: milliseconds };
  }

  /** @param waiting panes that still show an earlier frame's picture: a difference with one of them has to wait too */
  async #drawDifference(
    request: DifferenceRequest | undefined,
    waiting: ReadonlySet<PaneId>,
  ): Promise<DifferenceResult | undefined> {
    if (!request || request.between.some((id) => waiting.has(id))) return undefined;
    return { ...request, ...(await this.#need().surfaces.showDifference(request)) };
  }

  async #release(): Promise<void> {
    this.#current?.abort();
    await this.cancelRenders();
    await this.#turns.frame(async () => {
      const loaded = this.#loaded;
      this.#loaded = undefined;
      await loaded?.model.release();
      loaded?.backend.gpu?.destroy();
    });
  }
}

/** The loss of the device, if it is lost. */
async function lossOf({ backend }: Loaded): Promise<DeviceLostError | undefined> {
  const now = new Promise<undefined>((resolve) => setTimeout(resolve, 0));
  return backend.gpu && Promise.race([backend.gpu.context.lost, now]);
}
