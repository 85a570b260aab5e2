// The embedded model's arms: our modes as the engine draws them, and the stock model that knows no guidance.

import { readModelFile } from '../../scripts/node/readModelFile.ts';
import { compareArrays } from '../../src/lib/compare.ts';
import { DEFAULT_MODEL, MODELS } from '../../src/models/index.ts';
import { readModel } from '../../src/onnx/index.ts';
import { chooseBackend, type ChosenBackend } from '../../src/pipeline/backend.ts';
import { drawPicture } from '../../src/pipeline/embedded/drawPicture.ts';
import { FrameDrawer } from '../../src/pipeline/embedded/frameDrawer.ts';
import { seededLatent } from '../../src/pipeline/embedded/latent.ts';
import { loadEmbedded } from '../../src/pipeline/embedded/loadEmbedded.ts';
import { WEIGHTS, type EmbeddedNetwork } from '../../src/pipeline/embedded/loadNetwork.ts';
import { EmbeddedPromptEncoder } from '../../src/pipeline/embedded/promptEncoder.ts';
import { promptTokens } from '../../src/pipeline/embedded/text/promptTokens.ts';
import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { MODES } from '../../src/protocol/modes.ts';
import { floatTensor, type Tensor } from '../../src/runtime/index.ts';
import type { NodeBackend } from '../../scripts/node/openEngine.ts';
import type { FrameArm } from './frameArm.ts';
import { openStockSession } from './stockSession.ts';
import { unguidedGraph } from './unguidedGraph.ts';

const SPEC = MODELS[DEFAULT_MODEL];
const PROMPTS = { positive: 'cat', negative: 'white background' } as const;
const SCALE = 1;
/** The steered one first, as on the page. */
const PANES = ['nasa', 'none', 'cfg'] as const satisfies readonly GuidanceMode[];

/** What the stock model may differ by: the same sums in another order. */
const STOCK_TOLERANCE = { float32: 1e-4, float16: 2e-2 } as const;

export interface OpenedArms {
  readonly place: ChosenBackend;
  readonly shape: string;
  readonly arms: readonly FrameArm[];
}

/** @throws Error where the stock model draws another picture than ours does in mode `none` */
export async function openEmbeddedArms(backend: NodeBackend): Promise<OpenedArms> {
  const place = await chooseBackend({ backend });
  const { network } = await loadEmbedded(SPEC, readModelFile, place, () => {});
  const finished = async () =>
    place.backend === 'webgpu' ? place.gpu?.device.queue.onSubmittedWorkDone() : undefined;
  const drawer = new FrameDrawer(network, finished);
  const drawStock = await openStock(network, place);
  await refuseOtherPicture(drawer, drawStock, place);
  const arms: FrameArm[] = [
    { name: 'none', draw: (seed) => drawPanes(drawer, ['none'], seed) },
    { name: 'nasa', draw: (seed) => drawPanes(drawer, ['nasa'], seed) },
    { name: 'cfg', draw: (seed) => drawPanes(drawer, ['cfg'], seed) },
    { name: 'panes', draw: (seed) => drawPanes(drawer, PANES, seed) },
    {
      name: 'stock',
      draw: async (seed) => {
        const image = await drawStock(seed);
        await finished();
        image.dispose();
      },
    },
  ];
  return { place, arms, shape: `${SPEC.imageSize}x${SPEC.imageSize}` };
}

async function drawPanes(drawer: FrameDrawer, panes: readonly GuidanceMode[], seed: number): Promise<void> {
  const { prompts } = drawer.network;
  const [positive, negative] = [await prompts.get(PROMPTS.positive), await prompts.get(PROMPTS.negative)];
  const states = { positive: positive.states, negative: negative.states };
  const { signal } = new AbortController();
  for (const mode of panes) await drawPicture(drawer, MODES[mode].at(SCALE, 'own'), states, seed, signal);
  drawer.passes.freeRetired();
}

/** The embedded model from its files, without guidance; keys and values are computed in every frame, as in any stock model. */
async function openStock(
  network: EmbeddedNetwork,
  place: ChosenBackend,
): Promise<(seed: number) => Promise<Tensor>> {
  const read = (name: string) => readModelFile(`${SPEC.folder}/${SPEC.checkpoints[0].id}/${name}`, () => {});
  const weights = new Map([[WEIGHTS, await read(WEIGHTS)]]);
  const [prompt, frame] = [await read('prompt.onnx'), await read('frame.onnx')].map((bytes) =>
    readModel(bytes, weights),
  );
  const provider = place.backend === 'webgpu' ? 'webgpu' : 'wasm';
  const session = await openStockSession(unguidedGraph(prompt!, frame!), { ...place, provider });
  const hidden = await hiddenStates(network, place.precision);
  return (seed) => {
    const latent = floatTensor('float32', seededLatent(seed, SPEC.latentLength), [1, SPEC.latentLength]);
    return session.run({ latent, encoder_hidden_states: hidden });
  };
}

/** encoder_hidden_states [1, T, width] of the positive prompt. */
async function hiddenStates({ prompts }: EmbeddedNetwork, type: 'float32' | 'float16'): Promise<Tensor> {
  if (!(prompts.encoder instanceof EmbeddedPromptEncoder)) throw new TypeError('not the embedded model');
  const { text, spec } = prompts.encoder;
  const { phrases } = promptTokens(PROMPTS.positive, text.tokenize, spec.tokenLimit);
  const hidden = await text.encoder.encode(phrases);
  return floatTensor(type, hidden, [1, hidden.length / spec.width, spec.width]);
}

async function refuseOtherPicture(
  drawer: FrameDrawer,
  drawStock: (seed: number) => Promise<Tensor>,
  { precision }: ChosenBackend,
): Promise<void> {
  const { states } = await drawer.network.prompts.get(PROMPTS.positive);
  const ours = await drawer.plain('positive', states, 1, new AbortController().signal);
  const theirs = await drawStock(1);
  const [actual, expected] = [await theirs.getData(), await ours.image.getData()];
  const difference = compareArrays(actual as Float32Array, expected as Float32Array, {
    maxAbs: STOCK_TOLERANCE[precision],
  });
  if (difference !== undefined) throw new Error(`the stock model draws another picture: ${difference}`);
  theirs.dispose();
}
