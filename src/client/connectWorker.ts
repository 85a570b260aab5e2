// A typed RPC to a worker whose death ends every call, and whose end frees all that it held.
import type { MethodMap } from '../protocol/messages.ts';
import { RpcClient } from '../protocol/rpcClient.ts';

/** The part of `Worker` that is used; tests stand a MessagePort in. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

/** The error that calls end with when the worker fails. @param detail the end of a sentence */
export type FailedError = new (detail: string, options?: ErrorOptions) => Error;

/** Terminates the worker as soon as the client has ended. */
export function connectWorker<M extends MethodMap<M>>(worker: WorkerLike, Failed: FailedError): RpcClient<M> {
  const client = new RpcClient<M>(worker);
  worker.addEventListener('messageerror', () =>
    client.end(new Failed('one of its replies could not be read.')),
  );
  worker.addEventListener('error', (event: ErrorEvent) => {
    // Without a message the script itself did not load or parse.
    const detail = event.message || 'its script could not be loaded.';
    client.end(new Failed(detail, { cause: event.error }));
  });
  void client.ended.then(() => worker.terminate());
  return client;
}
