// The model library in this thread: the registry's models over the store of this browser, and local folders.

import type { ModelSpec, StockModelSpec } from '../../models/index.ts';
import {
  checkLicence,
  hubUrl,
  openLocalFolder,
  type HubModel,
  type LocalModel,
  type ModelStore,
} from '../../modelStore/index.ts';
import type {
  DownloadProgress,
  LocalFile,
  ModelCard,
  ModelFolder,
  ModelLibrary,
} from '../../protocol/library.ts';
import { NoSuchModelError } from '../errors.ts';
import { embeddedCard, hubCard, localCard } from './cards.ts';
import { RunningDownloads } from './runningDownloads.ts';

export class LocalLibrary implements ModelLibrary {
  readonly #store: ModelStore;
  readonly #hub: string | undefined;
  readonly #specs: readonly ModelSpec[];
  readonly #downloads = new RunningDownloads();
  readonly #locals = new Map<string, LocalModel>();
  /** Of each model's last download: what did not go the usual way. */
  readonly #notices = new Map<string, readonly string[]>();
  #nextLocal = 1;

  /**
   * @param hub address of the hub; default: the public one
   * @param specs the embedded model first
   */
  constructor(store: ModelStore, hub: string | undefined, specs: readonly ModelSpec[]) {
    this.#store = store;
    this.#hub = hub;
    this.#specs = specs;
  }

  async list(): Promise<readonly ModelCard[]> {
    const known = this.#specs.map((spec) => this.#card(spec));
    const local = Array.from(this.#locals, ([id, model]) => localCard(id, model));
    return [...(await Promise.all(known)), ...local];
  }

  /** @throws NoSuchModelError, HubAddressError, and what `ModelStore.download` throws */
  async download(
    modelId: string,
    licenceUrl: string,
    onProgress: (progress: DownloadProgress) => void = () => {},
  ): Promise<ModelCard> {
    const local = this.#locals.get(modelId);
    if (local) return localCard(modelId, local);
    const spec = this.#spec(modelId);
    if (spec.kind === 'stock') await this.#downloadStock(spec, licenceUrl, onProgress);
    return this.#card(spec);
  }

  pause(modelId: string): Promise<void> {
    return this.#downloads.stop(modelId);
  }

  /** @throws NoSuchModelError, ModelBusyError */
  async delete(modelId: string): Promise<void> {
    if (this.#locals.delete(modelId) || this.#spec(modelId).kind === 'embedded') return;
    await this.#store.delete(modelId);
    this.#notices.delete(modelId);
  }

  /** @throws NoModelAmongFilesError */
  async addLocal(files: readonly LocalFile[]): Promise<ModelCard> {
    const model = openLocalFolder(files);
    const id = `local-${this.#nextLocal++}`;
    this.#locals.set(id, model);
    return localCard(id, model);
  }

  /** For the engine. @throws NoSuchModelError, ModelIncompleteError */
  async openFolder(modelId: string): Promise<ModelFolder> {
    const local = this.#locals.get(modelId);
    if (local) return local.folder;
    const spec = this.#spec(modelId);
    if (spec.kind === 'embedded') throw new NoSuchModelError(modelId, this.#ids());
    return this.#store.open(this.#hubModel(spec, hubUrl(undefined)));
  }

  async dispose(): Promise<void> {
    await this.#downloads.stopAll();
  }

  async #downloadStock(
    spec: StockModelSpec,
    licenceUrl: string,
    onProgress: (progress: DownloadProgress) => void,
  ): Promise<void> {
    const model = this.#hubModel(spec);
    const licence = { modelId: spec.id, licenceUrl };
    checkLicence(model, licence);
    await this.#downloads.join(spec.id, onProgress, async (report, signal) => {
      const notices = await this.#store.download(model, { licence, onProgress: report, signal });
      this.#notices.set(spec.id, notices);
    });
  }

  async #card(spec: ModelSpec): Promise<ModelCard> {
    if (spec.kind === 'embedded') return embeddedCard(spec);
    const state = await this.#store.inspect(this.#hubModel(spec, hubUrl(undefined)));
    return hubCard(spec, this.#hub, state, this.#notices.get(spec.id) ?? []);
  }

  /** @param hub only a download goes there, and so only a download minds an address that cannot be used */
  #hubModel(spec: StockModelSpec, hub = hubUrl(this.#hub)): HubModel {
    const { id, name, licence, sources, downloadBytes } = spec;
    return { id, name, licence, sources, baseUrl: hub, approximateBytes: downloadBytes };
  }

  #spec(modelId: string): ModelSpec {
    const spec = this.#specs.find(({ id }) => id === modelId);
    if (spec === undefined) throw new NoSuchModelError(modelId, this.#ids());
    return spec;
  }

  #ids(): string[] {
    return [...this.#specs.map(({ id }) => id), ...this.#locals.keys()];
  }
}
