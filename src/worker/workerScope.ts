// This worker's own end of the channel to the page.

import type { AnsweringPort } from '../protocol/rpcServer.ts';

export const workerScope: AnsweringPort = {
  // The DOM library types `self` as a window, whose postMessage takes the transfer list elsewhere.
  postMessage: (message, transfer) => self.postMessage(message, { transfer }),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
};

/** A rejection that nobody awaits would die in silence here; as an error event it reaches the page. */
export function reportUnhandled(): void {
  self.addEventListener('unhandledrejection', (event) => reportError(event.reason));
}
