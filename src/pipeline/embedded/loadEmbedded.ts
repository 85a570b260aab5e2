// The embedded model's files -> what draws with them: one text encoder, and a network for each checkpoint that is asked for.

import type { CheckpointSpec, EmbeddedModelSpec } from '../../models/index.ts';
import type { CheckpointId, LoadProgress } from '../../protocol/engine.ts';
import type { ModelPlace } from '../backend.ts';
import { CheckpointUnknownError } from '../errors.ts';
import { loadNetwork, networkFiles, type EmbeddedNetwork } from './loadNetwork.ts';
import { loadText, TEXT_FILES, type LoadedText } from './loadText.ts';
import { ModelFiles, type ReadFile } from './modelFiles.ts';

export interface LoadedModel {
  readonly spec: EmbeddedModelSpec;
  /** Of the first checkpoint. */
  readonly network: EmbeddedNetwork;
  /** @throws CheckpointUnknownError; what loadNetwork throws */
  networkOf(id: CheckpointId): Promise<EmbeddedNetwork>;
  release(): Promise<void>;
}

/** With the network of the first checkpoint: the others wait for someone who wants to see them. */
export async function loadEmbedded(
  spec: EmbeddedModelSpec,
  readFile: ReadFile,
  place: ModelPlace,
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadedModel> {
  const [first] = spec.checkpoints;
  const source = await ModelFiles.open(readFile, spec.folder, (file, loadedBytes, totalBytes) =>
    onProgress({ label: labelOf(file), loadedBytes, totalBytes }),
  );
  source.expect([...TEXT_FILES, ...Object.values(networkFiles(first, place))]);
  const text = await loadText(spec, source);
  const network = await loadNetwork(spec, first, source, text, place);
  const networks = new Networks(spec, source, text, place, network);
  return {
    spec,
    network,
    networkOf: (id) => networks.get(id),
    async release() {
      await networks.release();
      await text.encoder.release();
    },
  };
}

/** Each is loaded once; one that failed to load is tried again when it is asked for again. */
class Networks {
  readonly #loaded: Map<CheckpointId, EmbeddedNetwork>;

  constructor(
    readonly spec: EmbeddedModelSpec,
    readonly source: ModelFiles,
    readonly text: LoadedText,
    readonly place: ModelPlace,
    first: EmbeddedNetwork,
  ) {
    this.#loaded = new Map([[spec.checkpoints[0].id, first]]);
  }

  async get(id: CheckpointId): Promise<EmbeddedNetwork> {
    const known = this.#loaded.get(id);
    if (known) return known;
    const { spec, source, text, place } = this;
    const network = await loadNetwork(spec, this.#find(id), source, text, place);
    this.#loaded.set(id, network);
    return network;
  }

  async release(): Promise<void> {
    for (const network of this.#loaded.values()) await network.release();
  }

  #find(id: CheckpointId): CheckpointSpec {
    const { name, checkpoints } = this.spec;
    const checkpoint = checkpoints.find((candidate) => candidate.id === id);
    if (checkpoint === undefined)
      throw new CheckpointUnknownError(
        name,
        id,
        checkpoints.map((one) => one.id),
      );
    return checkpoint;
  }
}

function labelOf(file: string): string {
  if (file.startsWith('token')) return 'Loading the tokenizer';
  if (file.startsWith('text')) return 'Loading the text encoder';
  return 'Loading the picture model';
}
