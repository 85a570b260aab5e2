// Entry point of the engine's worker: the local engine behind the message port.

import { createLocalEngine, fetchFileFrom } from '../pipeline/index.ts';
import type { EngineMethods } from '../protocol/messages.ts';
import { serveRpc } from '../protocol/rpcServer.ts';
import { engineHandlers } from './engineHandlers.ts';
import { ModelsPort } from './modelsPort.ts';
import { cacheTuningStore } from './tuningStore.ts';
import { reportUnhandled, workerScope } from './workerScope.ts';

reportUnhandled();
const models = new ModelsPort();
/** The site may lie under any path; the built worker is in its assets folder. */
const site = new URL(import.meta.env.DEV ? import.meta.env.BASE_URL : '../', self.location.href);
const readFile = fetchFileFrom(new URL('models/', site).href);
const engine = createLocalEngine({ readFile, openFolder: models.openFolder }, cacheTuningStore);
const server = serveRpc<EngineMethods>(
  workerScope,
  engineHandlers(engine, (port) => models.connect(port)),
);
void engine.lost.then((error) => server.lose(error));
