// Entry point of the library's worker: apart from the engine's, which ONNX Runtime blocks for seconds and a restart ends.

import { MODELS } from '../models/index.ts';
import { openBrowserStore } from '../modelStore/index.ts';
import type { LibraryMethods } from '../protocol/messages.ts';
import { serveRpc } from '../protocol/rpcServer.ts';
import { libraryHandlers } from './library/libraryHandlers.ts';
import { reportUnhandled, workerScope } from './workerScope.ts';

reportUnhandled();
serveRpc<LibraryMethods>(workerScope, libraryHandlers(openBrowserStore(), Object.values(MODELS)));
