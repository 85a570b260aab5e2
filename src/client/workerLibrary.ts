// ModelLibrary over a worker of its own: downloads outlive every engine, and never wait for one.
import type { ModelLibrary } from '../protocol/library.ts';
import type { LibraryMethods } from '../protocol/messages.ts';
import type { RpcClient } from '../protocol/rpcClient.ts';
import { connectWorker, type WorkerLike } from './connectWorker.ts';
import { LibraryDisposedError, LibraryFailedError } from './errors.ts';

export interface WorkerLibrary extends ModelLibrary {
  /** Opens a channel to the library. @returns its other end, for `createWorkerEngine` */
  openPort(): MessagePort;
}

export interface LibraryOptions {
  /** Address of another hub than the public one; where it cannot be used, downloads say so. */
  readonly hub?: string | undefined;
  readonly worker?: WorkerLike;
}

export function startLibraryWorker(): Worker {
  return new Worker(new URL('../worker/library.ts', import.meta.url), {
    type: 'module',
    name: 'steeraway-library',
  });
}

export function createWorkerLibrary({
  hub,
  worker = startLibraryWorker(),
}: LibraryOptions = {}): WorkerLibrary {
  const rpc = connectWorker<LibraryMethods>(worker, LibraryFailedError);
  // What could go wrong with it ends the worker, and every call with it.
  rpc.call('start', [hub]).catch(() => {});
  return {
    list: () => rpc.call('list', []),
    download: async (modelId, licenceUrl, onProgress) => {
      await askToKeep();
      return rpc.call('download', [modelId, licenceUrl], { onEvent: onProgress });
    },
    pause: (modelId) => rpc.call('pause', [modelId]),
    delete: (modelId) => rpc.call('delete', [modelId]),
    addLocal: (files) => rpc.call('addLocal', [files]),
    dispose: async () => rpc.end(new LibraryDisposedError()),
    openPort: () => openPort(rpc),
  };
}

function openPort(rpc: RpcClient<LibraryMethods>): MessagePort {
  const { port1, port2 } = new MessageChannel();
  // A library that has ended closes its ports: whoever reads from the other end learns it there.
  rpc.call('serveModels', [port1], { transfer: [port1] }).catch(() => port1.close());
  return port2;
}

/** Only the page can ask the browser to keep what is stored; whether it promised to is seen by the library, which says so. */
async function askToKeep(): Promise<void> {
  try {
    await navigator.storage.persist();
  } catch {
    // Pages without https have no storage manager, and some private windows refuse: the library goes on, with a notice.
  }
}
