// The image engine in this thread: prompts -> keys and values -> frames -> panes. The worker and the Node programs both use it.

import type {
  EngineInfo,
  FrameOutcome,
  FrameRequest,
  ImageEngine,
  LoadOptions,
  LoadProgress,
  PaneId,
  PanePixels,
  PaneRequest,
  PaneResult,
} from '../protocol/engine.ts';
import { CancelledError, type DeviceLostError, type TuningStore } from '../runtime/index.ts';
import { DEFAULT_MODEL, findModel } from '../models/index.ts';
import { chooseBackend, type ChosenBackend } from './backend.ts';
import { checkRequest } from './checkRequest.ts';
import { EngineNotLoadedError } from './errors.ts';
import { gpuFacts } from './gpuFacts.ts';
import { guidanceOf } from './guide.ts';
import { openPictureModel, type ModelSources } from './openPictureModel.ts';
import type { PanePrompts, PictureModel } from './pictureModel.ts';
import { CopyingSurfaces, GpuSurfaces, type Surfaces } from './surfaces.ts';
import { missingModes } from './twin.ts';

/** All that a loaded engine holds. */
interface Loaded {
  readonly backend: ChosenBackend;
  readonly model: PictureModel;
  readonly surfaces: Surfaces;
  /** Resolves when the GPU has finished what was submitted; at once where pictures are made on the CPU. */
  readonly finished: () => Promise<unknown>;
  readonly missingModes: EngineInfo['missingModes'];
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
  #queue: Promise<unknown> = Promise.resolve();

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
    const built = await this.#build(options, onProgress);
    this.#loaded = { ...built, loadMilliseconds: performance.now() - start };
    this.#watch(this.#loaded);
    return this.describe();
  }

  async describe(): Promise<EngineInfo> {
    const { backend, model, missingModes, loadMilliseconds } = this.#need();
    const tuner = backend.gpu?.tuner;
    const { id, name, summary, licence, family, imageSize, steps } = model.facts;
    return {
      modelId: id,
      modelName: name,
      modelSummary: summary,
      modelLicence: licence,
      family,
      steps,
      imageSize,
      missingModes,
      backend: backend.backend,
      adapter: backend.adapter,
      precision: model.precision,
      notices: [...backend.notices, ...model.notices, ...(tuner?.notices ?? [])],
      kernels: tuner?.choices ?? [],
      plan: model.plan(),
      gpu: backend.gpu && gpuFacts(backend.gpu),
      loadMilliseconds,
    };
  }

  async attachCanvas(id: PaneId, canvas: OffscreenCanvas): Promise<void> {
    this.#canvases.set(id, canvas);
    this.#loaded?.surfaces.attach(id, canvas);
  }

  async generate(
    request: FrameRequest,
    onPane: (pane: PaneResult) => void = () => {},
  ): Promise<FrameOutcome> {
    checkRequest(request, this.#loaded?.model.facts.steps, this.#loaded?.missingModes);
    this.#current?.abort();
    const controller = (this.#current = new AbortController());
    const outcome = this.#queue.then(() => this.#generateOrExplain(request, onPane, controller.signal));
    this.#queue = outcome.catch(() => {});
    return outcome;
  }

  async cancel(): Promise<void> {
    this.#current?.abort();
  }

  async readPixels(id: PaneId): Promise<PanePixels> {
    return this.#need().surfaces.read(id);
  }

  async dispose(): Promise<void> {
    await this.#release();
  }

  #need(): Loaded {
    if (this.#loaded === undefined) throw new EngineNotLoadedError();
    return this.#loaded;
  }

  async #build(
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Omit<Loaded, 'loadMilliseconds'>> {
    const isStock = findModel(options.modelId ?? DEFAULT_MODEL)?.kind !== 'embedded';
    const backend = await chooseBackend(options, isStock, this.#tuningStore);
    const { gpu } = backend;
    const onGpu = backend.backend === 'webgpu';
    const finished = async () => (onGpu ? gpu?.device.queue.onSubmittedWorkDone() : undefined);
    const model = await openPictureModel(options, this.#sources, backend, finished, onProgress).catch(
      (error: unknown) => {
        gpu?.destroy();
        throw error;
      },
    );
    const surfaces = gpu && backend.presents ? new GpuSurfaces(gpu) : new CopyingSurfaces(gpu);
    for (const [id, canvas] of this.#canvases) surfaces.attach(id, canvas);
    return { backend, model, surfaces, finished, missingModes: missingModes(gpu !== undefined) };
  }

  async #generateOrExplain(
    request: FrameRequest,
    onPane: (pane: PaneResult) => void,
    signal: AbortSignal,
  ): Promise<FrameOutcome> {
    const loaded = this.#need();
    try {
      return await this.#generate(request, onPane, signal);
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
  ): Promise<FrameOutcome> {
    const start = performance.now();
    const { backend, model } = this.#need();
    if (signal.aborted) throw new CancelledError();
    backend.gpu?.context.assertHealthy();
    const positive = await model.prompts.get(request.positive);
    const negative = await model.prompts.get(request.negative);
    const prompts = { positive: positive.states, negative: negative.states };
    const panes: PaneResult[] = [];
    for (const asked of request.panes) {
      const pane = await this.#drawPane(asked, prompts, request, signal);
      panes.push(pane);
      onPane(pane);
    }
    model.freeRetired();
    const sum = (stage: 'tokenize' | 'text' | 'prompt') => positive.timings[stage] + negative.timings[stage];
    const timings = {
      tokenize: sum('tokenize'),
      text: sum('text'),
      prompt: sum('prompt'),
      total: performance.now() - start,
    };
    return {
      status: 'done',
      request,
      panes,
      timings,
      positive: prompts.positive.report,
      negative: prompts.negative.report,
    };
  }

  async #drawPane(
    pane: PaneRequest,
    prompts: PanePrompts,
    request: FrameRequest,
    signal: AbortSignal,
  ): Promise<PaneResult> {
    const { surfaces, model, finished } = this.#need();
    const guidance = guidanceOf(pane, request, model.facts.family, prompts);
    const { picture, milliseconds } = await model.draw(guidance, prompts, request, signal);
    await surfaces.show(pane.id, picture);
    await finished();
    const finishedAt = performance.timeOrigin + performance.now();
    return { id: pane.id, mode: pane.mode, guidance, frame: milliseconds, finishedAt };
  }

  async #release(): Promise<void> {
    this.#current?.abort();
    await this.#queue;
    const loaded = this.#loaded;
    this.#loaded = undefined;
    await loaded?.model.release();
    loaded?.backend.gpu?.destroy();
  }
}

/** The loss of the device, if it is lost. */
async function lossOf({ backend }: Loaded): Promise<DeviceLostError | undefined> {
  const now = new Promise<undefined>((resolve) => setTimeout(resolve, 0));
  return backend.gpu && Promise.race([backend.gpu.context.lost, now]);
}
