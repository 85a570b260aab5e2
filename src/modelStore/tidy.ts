// What to delete: all of a model, or what a newer version or a crash has left behind.

import { ModelBusyError } from './errors.ts';
import { fileLock } from './fileLock.ts';
import { modelOf, storedName, type ModelManifest } from './manifest.ts';
import { finishedName, partNames } from './partFile.ts';
import type { ByteStore, Locks } from './ports.ts';

/** @throws ModelBusyError while anybody downloads one of the files */
export async function deleteModel(store: ByteStore, locks: Locks, id: string): Promise<void> {
  for (const name of new Set((await namesOf(store, id)).map(finishedName)))
    await whenFree(locks, id, name, async () => {
      await deletePart(store, name);
      await store.delete(name);
    });
}

/** Deletes files of other versions of the model, and unfinished files beside finished ones; not what somebody is busy with. */
export async function deleteLeftovers(store: ByteStore, locks: Locks, model: ModelManifest): Promise<void> {
  const wanted = new Map(model.files.map((file) => [storedName(model.id, file), file.bytes]));
  for (const name of await namesOf(store, model.id)) {
    const finished = finishedName(name);
    const bytes = wanted.get(finished);
    const isNeeded = name === finished || (await store.size(finished)) !== bytes;
    if (bytes !== undefined && isNeeded) continue;
    try {
      await whenFree(locks, model.id, finished, () => store.delete(name));
    } catch (error) {
      if (!(error instanceof ModelBusyError)) throw error;
    }
  }
}

async function deletePart(store: ByteStore, name: string): Promise<void> {
  const { data, record } = partNames(name);
  await store.delete(record);
  await store.delete(data);
}

async function namesOf(store: ByteStore, id: string): Promise<readonly string[]> {
  return (await store.list()).filter((name) => modelOf(name) === id);
}

async function whenFree(locks: Locks, id: string, name: string, task: () => Promise<void>): Promise<void> {
  const onWait = () => {
    throw new ModelBusyError(id);
  };
  await locks.hold(fileLock(name), { onWait }, task);
}
