// The image engine in this thread: prompts -> keys and values -> frames -> panes. The worker and the Node programs both use it.

import type {
  EngineInfo,
  FrameOutcome,
  FrameRequest,
  GuidanceMode,
  ImageEngine,
  LoadOptions,
  LoadProgress,
  PanePixels,
  PaneResult,
} from '../protocol/engine.ts';
import { DRAWING_ORDER } from '../protocol/modes.ts';
import { CancelledError, type DeviceLostError } from '../runtime/index.ts';
import { chooseBackend, type ChosenBackend } from './backend.ts';
import { checkRequest } from './checkRequest.ts';
import { EngineNotLoadedError, UnknownModelError } from './errors.ts';
import { drawPicture, type PanePrompts } from './drawPicture.ts';
import { FrameDrawer } from './frameDrawer.ts';
import { loadModel, type LoadedModel } from './loadModel.ts';
import type { ReadFile } from './modelFiles.ts';
import { DEFAULT_MODEL, findModel, MODELS, type EmbeddedModelSpec } from '../models/index.ts';
import { CopyingSurfaces, GpuSurfaces, type Surfaces } from './surfaces.ts';

/** All that a loaded engine holds. */
interface Loaded {
  readonly backend: ChosenBackend;
  readonly model: LoadedModel;
  readonly drawer: FrameDrawer;
  readonly surfaces: Surfaces;
}

export class LocalEngine implements ImageEngine {
  readonly lost: Promise<Error>;
  readonly #reportLost: (error: Error) => void;
  readonly #readFile: ReadFile;
  readonly #canvases = new Map<GuidanceMode, OffscreenCanvas>();
  #options: LoadOptions = {};
  #loaded: Loaded | undefined;
  #current: AbortController | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(readFile: ReadFile) {
    this.#readFile = readFile;
    let report: (error: Error) => void = () => {};
    this.lost = new Promise((resolve) => (report = resolve));
    this.#reportLost = report;
  }

  async load(
    options: LoadOptions = {},
    onProgress: (progress: LoadProgress) => void = () => {},
  ): Promise<EngineInfo> {
    const start = performance.now();
    const spec = modelSpec(options.modelId ?? DEFAULT_MODEL);
    await this.#release();
    this.#options = options;
    const { backend } = (this.#loaded = await this.#build(spec, onProgress));
    this.#watch(this.#loaded);
    return {
      modelId: spec.id,
      modelName: spec.name,
      modelSummary: spec.summary,
      modelLicence: spec.licence,
      steps: { min: 1, max: 1, initial: 1 },
      imageSize: spec.imageSize,
      backend: backend.backend,
      adapter: backend.adapter,
      precision: backend.precision,
      notices: backend.notices,
      loadMilliseconds: performance.now() - start,
    };
  }

  async attachCanvas(mode: GuidanceMode, canvas: OffscreenCanvas): Promise<void> {
    this.#canvases.set(mode, canvas);
    this.#loaded?.surfaces.attach(mode, canvas);
  }

  async generate(
    request: FrameRequest,
    onPane: (pane: PaneResult) => void = () => {},
  ): Promise<FrameOutcome> {
    checkRequest(request);
    this.#current?.abort();
    const controller = (this.#current = new AbortController());
    const outcome = this.#queue.then(() => this.#generateOrExplain(request, onPane, controller.signal));
    this.#queue = outcome.catch(() => {});
    return outcome;
  }

  async cancel(): Promise<void> {
    this.#current?.abort();
  }

  async readPixels(mode: GuidanceMode): Promise<PanePixels> {
    return this.#need().surfaces.read(mode);
  }

  async dispose(): Promise<void> {
    await this.#release();
  }

  #need(): Loaded {
    if (this.#loaded === undefined) throw new EngineNotLoadedError();
    return this.#loaded;
  }

  async #build(spec: EmbeddedModelSpec, onProgress: (progress: LoadProgress) => void): Promise<Loaded> {
    const backend = await chooseBackend(this.#options);
    const { gpu } = backend;
    const model = await loadModel(spec, this.#readFile, backend, onProgress).catch((error: unknown) => {
      gpu?.destroy();
      throw error;
    });
    const onGpu = backend.backend === 'webgpu';
    const finished = async () => (onGpu ? gpu?.device.queue.onSubmittedWorkDone() : undefined);
    const drawer = new FrameDrawer(model, finished);
    const surfaces = gpu && onGpu && backend.presents ? new GpuSurfaces(gpu) : new CopyingSurfaces(gpu);
    for (const [mode, canvas] of this.#canvases) surfaces.attach(mode, canvas);
    return { backend, model, drawer, surfaces };
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
    const { backend, model, drawer } = this.#need();
    if (signal.aborted) throw new CancelledError();
    backend.gpu?.context.assertHealthy();
    const positive = await model.prompts.get(request.positive);
    const negative = await model.prompts.get(request.negative);
    const prompts = { positive: positive.states, negative: negative.states };
    const panes: PaneResult[] = [];
    for (const mode of DRAWING_ORDER.filter((candidate) => request.panes.includes(candidate))) {
      const pane = await this.#drawPane(mode, prompts, request, signal);
      panes.push(pane);
      onPane(pane);
    }
    drawer.freeRetired();
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
    mode: GuidanceMode,
    prompts: PanePrompts,
    request: FrameRequest,
    signal: AbortSignal,
  ): Promise<PaneResult> {
    const { surfaces, drawer } = this.#need();
    const { picture, milliseconds } = await drawPicture(drawer, mode, prompts, request, signal);
    await surfaces.show(mode, picture);
    return { mode, frame: milliseconds };
  }

  async #release(): Promise<void> {
    this.#current?.abort();
    await this.#queue;
    const loaded = this.#loaded;
    this.#loaded = undefined;
    loaded?.drawer.release();
    await loaded?.model.release();
    loaded?.backend.gpu?.destroy();
  }
}

/** The loss of the device, if it is lost. */
async function lossOf({ backend }: Loaded): Promise<DeviceLostError | undefined> {
  const now = new Promise<undefined>((resolve) => setTimeout(resolve, 0));
  return backend.gpu && Promise.race([backend.gpu.context.lost, now]);
}

function modelSpec(id: string): EmbeddedModelSpec {
  const spec = findModel(id);
  if (spec?.kind !== 'embedded') throw new UnknownModelError(id, Object.keys(MODELS));
  return spec;
}
