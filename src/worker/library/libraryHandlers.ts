// The library behind the RPC: which method answers which request, and the port that the engine reads through.

import type { ModelSpec } from '../../models/index.ts';
import type { ModelStore } from '../../modelStore/index.ts';
import type { LibraryMethods } from '../../protocol/messages.ts';
import type { Handlers } from '../../protocol/rpcServer.ts';
import { serveModels } from '../serveModels.ts';
import { LocalLibrary } from './localLibrary.ts';

/**
 * Requests wait for the store; where it cannot be opened, each of them says so.
 * @param specs the models of the registry, the embedded one first
 */
export function libraryHandlers(
  store: Promise<ModelStore>,
  specs: readonly ModelSpec[],
): Handlers<LibraryMethods> {
  let start: (hub: string | undefined) => void;
  const hub = new Promise<string | undefined>((resolve) => (start = resolve));
  const library = Promise.all([store, hub]).then((parts) => new LocalLibrary(...parts, specs));
  library.catch(() => {}); // every request meets it
  return {
    start: async ([address]) => start(address),
    serveModels: async ([port]) => serveModels(port, async (modelId) => (await library).openFolder(modelId)),
    list: async () => (await library).list(),
    download: async ([modelId, licenceUrl], report) => (await library).download(modelId, licenceUrl, report),
    pause: async ([modelId]) => (await library).pause(modelId),
    delete: async ([modelId]) => (await library).delete(modelId),
    addLocal: async ([files]) => (await library).addLocal(files),
  };
}
