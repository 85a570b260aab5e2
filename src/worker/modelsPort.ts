// The engine's end of the channel to the library's worker: opens models and reads their files.

import type { ModelFolder, OpenFolder } from '../protocol/library.ts';
import type { FolderMethods } from '../protocol/messages.ts';
import { RpcClient } from '../protocol/rpcClient.ts';
import { NoModelLibraryError } from './errors.ts';

export class ModelsPort {
  #client: RpcClient<FolderMethods> | undefined;

  /** Reads through this port from now on. */
  connect(port: MessagePort): void {
    const client = new RpcClient<FolderMethods>(port);
    // Browsers that have this event fire it when the other worker ends: calls must not wait for ever.
    port.addEventListener('close', () => client.end(new NoModelLibraryError()));
    port.start();
    this.#client = client;
  }

  /** @throws NoModelLibraryError, and RemoteError with the code of what the library threw */
  readonly openFolder: OpenFolder = async (modelId) => {
    const client = this.#client;
    if (client === undefined) throw new NoModelLibraryError();
    const files = await client.call('open', [modelId]);
    return {
      list: async () => files,
      read: (path, offset, length) => client.call('read', [modelId, path, offset, length]),
    } satisfies ModelFolder;
  };
}
