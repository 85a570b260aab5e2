// Entry point of the worker: the local engine behind the message port.
import { createLocalEngine, fetchFileFrom } from '../pipeline/index.ts';
import type { RequestMessage } from '../protocol/messages.ts';
import { createRpc } from './rpc.ts';

const handle = createRpc(
  createLocalEngine({ readFile: fetchFileFrom(`${import.meta.env.BASE_URL}models/`) }),
  (reply, transfer) => self.postMessage(reply, { transfer }),
);

self.addEventListener('message', (message: MessageEvent<RequestMessage>) => void handle(message.data));

// A rejection that nobody awaits would die in silence here; as an error event it reaches the page.
self.addEventListener('unhandledrejection', (event) => reportError(event.reason));
