// The library's end of the channel to the engine: hands out pieces of model files, moved and not copied.

import type { ModelFolder, OpenFolder } from '../protocol/library.ts';
import type { FolderMethods } from '../protocol/messages.ts';
import { serveRpc } from '../protocol/rpcServer.ts';

export function serveModels(port: MessagePort, openFolder: OpenFolder): void {
  /** Opening looks at every file of a model: once is enough for all the reads that follow. */
  const opened = new Map<string, ModelFolder>();
  async function open(modelId: string): Promise<ModelFolder> {
    const folder = await openFolder(modelId);
    opened.set(modelId, folder);
    return folder;
  }
  serveRpc<FolderMethods>(port, {
    open: async ([modelId]) => (await open(modelId)).list(),
    read: async ([modelId, path, offset, length]) =>
      (opened.get(modelId) ?? (await open(modelId))).read(path, offset, length),
  });
  port.start();
}
