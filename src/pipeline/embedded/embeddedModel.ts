// The embedded model as the engine draws with it.

import type { EmbeddedModelSpec } from '../../models/index.ts';
import type { CheckpointId, LoadProgress } from '../../protocol/engine.ts';
import type { ModelPlace } from '../backend.ts';
import type { Drawer, ModelFacts, PictureModel, PictureNetwork } from '../pictureModel.ts';
import type { PromptCache } from '../promptCache.ts';
import { drawPicture } from './drawPicture.ts';
import { readAttention } from './readAttention.ts';
import { FrameDrawer } from './frameDrawer.ts';
import { loadEmbedded, type LoadedModel } from './loadEmbedded.ts';
import type { EmbeddedNetwork } from './loadNetwork.ts';
import type { ReadFile } from './modelFiles.ts';
import { warmUp } from './warmUp.ts';

const ONE_STEP = Object.freeze({ min: 1, max: 1, initial: 1 });

/** @throws ModelFileMissingError, ModelFileSizeError, ModelFileCorruptError, ModelManifestError; the errors of CustomOpSession */
export async function openEmbeddedModel(
  spec: EmbeddedModelSpec,
  readFile: ReadFile,
  place: ModelPlace,
  finished: () => Promise<unknown>,
  onProgress: (progress: LoadProgress) => void,
): Promise<PictureModel> {
  const loaded = await loadEmbedded(spec, readFile, place, onProgress);
  const model = new EmbeddedModel(loaded, place, finished);
  await warmUp(model.drawersOf(loaded.network).panes).catch(async (error: unknown) => {
    await model.release();
    throw error;
  });
  return model;
}

/** Of one network. */
interface Drawers {
  readonly panes: FrameDrawer;
  readonly aside: FrameDrawer;
}

class EmbeddedModel implements PictureModel {
  readonly facts: ModelFacts;
  readonly notices: readonly string[] = [];
  readonly #loaded: LoadedModel;
  readonly #drawers = new Map<EmbeddedNetwork, Drawers>();

  constructor(
    loaded: LoadedModel,
    readonly place: ModelPlace,
    readonly finished: () => Promise<unknown>,
  ) {
    const { id, name, summary, licence, imageSize, checkpoints } = loaded.spec;
    this.facts = { id, name, summary, licence, imageSize, checkpoints, family: 'own', steps: ONE_STEP };
    this.#loaded = loaded;
  }

  get precision() {
    return this.place.precision;
  }

  plan() {
    return this.#loaded.network.frame.describe();
  }

  async network(checkpoint?: CheckpointId): Promise<PictureNetwork> {
    const loaded = this.#loaded;
    const network = checkpoint === undefined ? loaded.network : await loaded.networkOf(checkpoint);
    const { panes, aside } = this.drawersOf(network);
    return {
      panes: drawerOf(panes, network.prompts),
      aside: drawerOf(aside, network.promptsAside),
      // The twin has no op to watch.
      attention: this.place.gpu && ((...args) => readAttention(aside, ...args)),
    };
  }

  drawersOf(network: EmbeddedNetwork): Drawers {
    const known = this.#drawers.get(network);
    if (known) return known;
    const panes = new FrameDrawer(network, this.finished);
    const drawers = { panes, aside: new FrameDrawer(network, this.finished, panes) };
    this.#drawers.set(network, drawers);
    return drawers;
  }

  async release(): Promise<void> {
    for (const { panes, aside } of this.#drawers.values())
      for (const { passes } of [panes, aside]) passes.release();
    await this.#loaded.release();
  }
}

function drawerOf(drawer: FrameDrawer, prompts: PromptCache): Drawer {
  return {
    prompts,
    draw: (guidance, states, { seed }, signal) => drawPicture(drawer, guidance, states, seed, signal),
    freeRetired: () => drawer.passes.freeRetired(),
  };
}
