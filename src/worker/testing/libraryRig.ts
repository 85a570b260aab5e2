// A page's library over a real message channel, a real server and a disk that outlives the page.

import { createWorkerLibrary, type WorkerLibrary } from '../../client/workerLibrary.ts';
import type { StockModelSpec } from '../../models/index.ts';
import { DEFAULT_MODEL, MODELS } from '../../models/index.ts';
import { sampleHubModel } from '../../modelStore/testing/sampleHubModel.ts';
import type { StoreRig } from '../../modelStore/testing/storeRig.ts';
import type { LibraryMethods } from '../../protocol/messages.ts';
import { serveRpc } from '../../protocol/rpcServer.ts';
import { libraryHandlers } from '../library/libraryHandlers.ts';

/** The sample model as an entry of the registry. */
export const SAMPLE_SPEC: StockModelSpec = {
  ...MODELS['sd-turbo'],
  ...sampleHubModel('https://example.org/'),
  summary: 'Noise.',
  downloadBytes: 400_000,
};

/** What a page does: a library behind a port, and the worker's own code at its other end. */
export function openLibrary(rig: StoreRig, hub: string | undefined = rig.hub.baseUrl): WorkerLibrary {
  const { port1: page, port2: worker } = new MessageChannel();
  serveRpc<LibraryMethods>(
    worker,
    libraryHandlers(Promise.resolve(rig.tab()), [MODELS[DEFAULT_MODEL], SAMPLE_SPEC]),
  );
  worker.start();
  page.start();
  return createWorkerLibrary({
    hub,
    worker: {
      postMessage: (message: unknown, transfer?: unknown) =>
        page.postMessage(message, transfer as Transferable[]),
      addEventListener: page.addEventListener.bind(page) as Worker['addEventListener'],
      terminate: () => page.close(),
    },
  });
}
