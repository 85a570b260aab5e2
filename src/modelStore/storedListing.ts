// The list of a model's files as the hub gave it at the first download, kept beside them: what they are checked against.

import { defineManifest, type HubModel, type ModelFile, type ModelManifest } from './manifest.ts';
import { partNames } from './partFile.ts';
import type { ByteStore } from './ports.ts';

/** No model's path starts with a dot. */
export const listingName = (modelId: string) => `${modelId}/.listing`;

interface StoredListing {
  /** What was asked for: an entry that asks for something else needs another list. */
  readonly sources: HubModel['sources'];
  readonly files: readonly ModelFile[];
}

/** @returns undefined where there is no list, or one of other sources, or one that the disk has spoilt */
export async function readListing(store: ByteStore, model: HubModel): Promise<ModelManifest | undefined> {
  const name = listingName(model.id);
  const size = await store.size(name);
  if (size === undefined) return undefined;
  const text = new TextDecoder().decode(await store.read(name, 0, size));
  try {
    const { sources, files } = JSON.parse(text) as StoredListing;
    if (JSON.stringify(sources) !== JSON.stringify(model.sources)) return undefined;
    return defineManifest({ ...model, files });
  } catch {
    return undefined;
  }
}

/** @throws StorageFullError or StorageFailedError */
export async function writeListing(
  store: ByteStore,
  { id, sources }: HubModel,
  { files }: ModelManifest,
): Promise<void> {
  const name = listingName(id);
  const { data } = partNames(name);
  const listing: StoredListing = { sources, files };
  await store.delete(data);
  await store.append(data, new TextEncoder().encode(JSON.stringify(listing)));
  await store.rename(data, name);
}
