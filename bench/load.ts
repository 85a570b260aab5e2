// `npm run bench -- --suite load`: where the time goes from nothing to the embedded model's first picture.

import type { NodeBackend } from '../scripts/node/openEngine.ts';
import { readModelFile } from '../scripts/node/readModelFile.ts';
import { DEFAULT_MODEL, MODELS } from '../src/models/index.ts';
import { partition, readModel, removeFloat16Casts, type Model } from '../src/onnx/index.ts';
import { chooseBackend, type ChosenBackend } from '../src/pipeline/backend.ts';
import { drawPicture } from '../src/pipeline/embedded/drawPicture.ts';
import { FrameDrawer } from '../src/pipeline/embedded/frameDrawer.ts';
import { loadEmbedded } from '../src/pipeline/embedded/loadEmbedded.ts';
import { WEIGHTS } from '../src/pipeline/embedded/loadNetwork.ts';
import { warmUp } from '../src/pipeline/embedded/warmUp.ts';
import { nasaCrossAttention } from '../src/runtime/index.ts';
import type { SuiteResult } from './harness/result.ts';
import { summary } from './statistics.ts';

const SPEC = MODELS[DEFAULT_MODEL];
/** A page's read comes from the network or its cache; here it is the file system's cache. */
const STAGES = ['device', 'read', 'parse', 'cut', 'sessions', 'warm-up', 'first frame'] as const;
type Stage = (typeof STAGES)[number];
type Times = Record<Stage, number>;

/** Everything is made anew each round; the first one, which also loads ONNX Runtime's code, is thrown away. */
export async function loadSuite({
  backend,
  rounds,
}: {
  readonly backend: NodeBackend;
  readonly rounds: number;
}): Promise<SuiteResult> {
  const taken: Times[] = [];
  let place: ChosenBackend | undefined;
  for (let round = 0; round <= rounds; round++) {
    const loaded = await loadOnce(backend);
    place = loaded.place;
    if (round > 0) taken.push(loaded.times);
  }
  const arms = STAGES.map((name) => ({
    name,
    shape: SPEC.id,
    ms: summary(taken.map((times) => times[name])),
    n: taken.length,
  }));
  return {
    suite: 'load',
    variant: place!.backend,
    adapter: place!.adapter,
    arms,
    ratios: {},
    clock: 'wall clock; read covers hashing, sessions cover the tokenizer and the text encoder',
  };
}

async function loadOnce(backend: NodeBackend): Promise<{ place: ChosenBackend; times: Times }> {
  const began = performance.now();
  const place = await chooseBackend({ backend });
  const device = performance.now() - began;
  const reading = { milliseconds: 0, since: 0, open: 0 };
  const onGraphs = await graphTimes(place);
  const start = performance.now();
  const model = await loadEmbedded(SPEC, timedReads(reading), place, () => {});
  const whole = performance.now() - start;
  const finished = async () =>
    place.backend === 'webgpu' ? place.gpu?.device.queue.onSubmittedWorkDone() : undefined;
  const drawer = new FrameDrawer(model.network, finished);
  const warm = await timed(() => warmUp(drawer));
  const first = await timed(() => firstFrame(drawer));
  drawer.passes.release();
  await model.release();
  place.gpu?.destroy();
  const { parse, cut } = onGraphs;
  const sessions = whole - reading.milliseconds - parse - cut;
  const times = {
    device,
    read: reading.milliseconds,
    parse,
    cut,
    sessions,
    'warm-up': warm,
    'first frame': first,
  };
  return { place, times };
}

/** Prompts that were never seen: text encoder and prompt graph are in it. */
async function firstFrame(drawer: FrameDrawer): Promise<void> {
  const { prompts } = drawer.network;
  const [positive, negative] = [await prompts.get('red apple'), await prompts.get('white background')];
  const states = { positive: positive.states, negative: negative.states };
  await drawPicture(drawer, { mode: 'nasa', scale: 1 }, states, 7, new AbortController().signal);
}

/** The same work as inside the load, done once more beside it, because sessions do it between two awaits. */
async function graphTimes({ gpu, precision }: ChosenBackend): Promise<{ parse: number; cut: number }> {
  const files = ['prompt.onnx', gpu ? 'frame.onnx' : 'frame_plain.onnx', WEIGHTS];
  const [prompt, frame, weights] = await Promise.all(
    files.map((name) => readModelFile(`${SPEC.folder}/${SPEC.checkpoints[0].id}/${name}`, () => {})),
  );
  const external = new Map([[WEIGHTS, weights!]]);
  let models: Model[] = [];
  const parse = await timed(
    () => void (models = [prompt!, frame!].map((bytes) => readModel(bytes, external))),
  );
  const cut = await timed(() => {
    for (const model of models)
      partition(
        precision === 'float32' ? removeFloat16Casts(model) : model,
        ({ domain }) => domain === nasaCrossAttention.domain,
      );
  });
  return { parse, cut };
}

/** Files are read side by side: the time is that with any of them open. */
function timedReads(state: { milliseconds: number; since: number; open: number }): typeof readModelFile {
  return async (path, onBytes) => {
    if (state.open++ === 0) state.since = performance.now();
    try {
      return await readModelFile(path, onBytes);
    } finally {
      if (--state.open === 0) state.milliseconds += performance.now() - state.since;
    }
  };
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
