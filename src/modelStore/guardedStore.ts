// Any byte store, with what it throws turned into the store's own errors.

import { StorageFailedError, StorageFullError } from './errors.ts';
import type { ByteStore } from './ports.ts';

/** @returns the same store; it throws StorageFullError or StorageFailedError and nothing else */
export function guardedStore(store: ByteStore): ByteStore {
  return {
    kind: store.kind,
    size: (name) => guard(name, 'look at', () => store.size(name)),
    read: (name, offset, length) => guard(name, 'read', () => store.read(name, offset, length)),
    append: (name, bytes) => guard(name, 'write', () => store.append(name, bytes)),
    rename: (from, to) => guard(from, 'rename', () => store.rename(from, to)),
    delete: (name) => guard(name, 'delete', () => store.delete(name)),
    list: () => guard('its files', 'list', () => store.list()),
  };
}

async function guard<T>(name: string, action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'QuotaExceededError')
      throw new StorageFullError(name, { cause });
    throw new StorageFailedError(name, action, { cause });
  }
}
