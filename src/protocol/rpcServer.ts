// The answering half of a typed RPC: decodes, dispatches and encodes; the one place where a request meets its handler.

import { toWire } from './errors.ts';
import type { MethodMap, ReplyMessage, RequestMessage } from './messages.ts';

/** The part of `MessagePort` and of a worker's own scope that answering needs. */
export interface AnsweringPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (message: MessageEvent) => void): void;
}

/** One function a method. Whatever it throws reaches the caller. */
export type Handlers<M extends MethodMap<M>> = {
  readonly [K in keyof M]: (
    args: M[K]['args'],
    report: (event: M[K]['event']) => void,
  ) => Promise<M[K]['result']>;
};

export interface RpcServer {
  /** Ends every call of the client, pending or to come. */
  lose(reason: unknown): void;
}

/**
 * Never throws: every failure becomes an `error` reply. Bytes that a handler returns move to the caller; they are not
 * copied, and the handler must not keep them. A `MessagePort` still has to be started.
 */
export function serveRpc<M extends MethodMap<M>>(port: AnsweringPort, handlers: Handlers<M>): RpcServer {
  const send = (reply: ReplyMessage<M>, transfer: Transferable[] = []) => port.postMessage(reply, transfer);

  async function answer({ id, method, args }: RequestMessage<M>): Promise<void> {
    try {
      const result = await handlers[method](args, (event) => send({ kind: 'event', id, event }));
      send({ kind: 'result', id, result }, movable(result));
    } catch (error) {
      send({ kind: 'error', id, error: toWire(error) });
    }
  }

  port.addEventListener('message', (message: MessageEvent<RequestMessage<M>>) => void answer(message.data));
  return { lose: (reason) => send({ kind: 'lost', error: toWire(reason) }) };
}

/** Buffers of bytes that are the result, or that stand directly in it. */
function movable(result: unknown): Transferable[] {
  if (typeof result !== 'object' || result === null) return [];
  const views = ArrayBuffer.isView(result) ? [result] : Object.values(result).filter(isView);
  return views.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}

const isView = (value: unknown): value is ArrayBufferView => ArrayBuffer.isView(value);
