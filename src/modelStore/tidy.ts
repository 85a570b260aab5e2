// What to delete: all of a model, or what a newer version or a crash has left behind. The caller holds the model's lock.

import { modelOf, storedName, type ModelManifest } from './manifest.ts';
import { finishedName, partNames } from './partFile.ts';
import type { ByteStore } from './ports.ts';
import { listingName } from './storedListing.ts';

export async function deleteModel(store: ByteStore, id: string): Promise<void> {
  const listing = listingName(id);
  const finished = new Set((await namesOf(store, id)).map(finishedName));
  // The list goes last: as long as files lie here, it says what they are.
  finished.delete(listing);
  for (const name of [...finished, listing]) {
    const { data, record } = partNames(name);
    for (const each of [record, data, name]) await store.delete(each);
  }
}

/** Deletes files of other versions of the model, and unfinished files beside finished ones. */
export async function deleteLeftovers(store: ByteStore, model: ModelManifest): Promise<void> {
  const wanted = new Map(model.files.map((file) => [storedName(model.id, file), file.bytes]));
  for (const name of await namesOf(store, model.id)) {
    const finished = finishedName(name);
    const bytes = wanted.get(finished);
    const isNeeded = name === finished || (await store.size(finished)) !== bytes;
    if (name === listingName(model.id) || (bytes !== undefined && isNeeded)) continue;
    await store.delete(name);
  }
}

async function namesOf(store: ByteStore, id: string): Promise<readonly string[]> {
  return (await store.list()).filter((name) => modelOf(name) === id);
}
