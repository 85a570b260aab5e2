// The asking half of a typed RPC: calls by name over any port, with events on the way and errors that arrive intact.

import { fromWire } from './errors.ts';
import type { MethodMap, ReplyMessage, RequestMessage } from './messages.ts';

/** The part of `Worker` and `MessagePort` that asking needs. */
export type AskingPort = Pick<Worker, 'postMessage' | 'addEventListener'>;

interface PendingCall<M extends MethodMap<M>> {
  resolve(result: M[keyof M]['result']): void;
  reject(error: Error): void;
  onEvent(event: M[keyof M]['event']): void;
}

export interface CallOptions<Event> {
  /** What moves to the other side instead of being copied. */
  readonly transfer?: Transferable[];
  readonly onEvent?: ((event: Event) => void) | undefined;
}

export class RpcClient<M extends MethodMap<M>> {
  readonly #port: AskingPort;
  readonly #pending = new Map<number, PendingCall<M>>();
  #nextId = 1;
  #ended: Error | undefined;
  #reportEnd: (reason: Error) => void = () => {};
  /** Resolves with the reason once no call can succeed any more. Never rejects. */
  readonly ended = new Promise<Error>((resolve) => (this.#reportEnd = resolve));

  /** A `MessagePort` still has to be started. */
  constructor(port: AskingPort) {
    this.#port = port;
    port.addEventListener('message', (message: MessageEvent<ReplyMessage<M>>) => this.#receive(message.data));
  }

  /** @throws RemoteError with what the other side threw; the reason of `end`; DataCloneError for arguments that cannot travel */
  async call<K extends keyof M>(
    method: K,
    args: M[K]['args'],
    { transfer = [], onEvent }: CallOptions<M[K]['event']> = {},
  ): Promise<M[K]['result']> {
    if (this.#ended) throw this.#ended;
    const id = this.#nextId++;
    const answer = new Promise<M[K]['result']>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onEvent: onEvent ?? (() => {}) });
    });
    try {
      this.#port.postMessage({ id, method, args } satisfies RequestMessage<M>, transfer);
    } catch (error) {
      this.#pending.delete(id);
      throw error;
    }
    return answer;
  }

  /** Rejects every pending and every later call with this reason; the first reason counts. */
  end(reason: Error): void {
    if (this.#ended) return;
    this.#ended = reason;
    for (const call of this.#pending.values()) call.reject(reason);
    this.#pending.clear();
    this.#reportEnd(reason);
  }

  #receive(reply: ReplyMessage<M>): void {
    if (reply.kind === 'lost') {
      this.end(fromWire(reply.error));
      return;
    }
    const call = this.#pending.get(reply.id);
    if (!call) return; // its caller was already rejected by `end`
    if (reply.kind === 'event') {
      call.onEvent(reply.event);
      return;
    }
    this.#pending.delete(reply.id);
    if (reply.kind === 'result') call.resolve(reply.result);
    else call.reject(fromWire(reply.error));
  }
}
