// ImageEngine over a Worker: the page cannot tell it from an engine in its own thread.
import type { ImageEngine } from '../protocol/engine.ts';
import { fromWire } from '../protocol/errors.ts';
import type { Args, EventOf, MethodName, ReplyMessage, RequestOf, Result } from '../protocol/messages.ts';
import { EngineDisposedError, WorkerFailedError } from './errors.ts';

/** The part of `Worker` that is used; tests stand a MessagePort in. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

interface PendingCall {
  resolve(result: Result<MethodName>): void;
  reject(error: Error): void;
  onEvent(event: EventOf<MethodName>): void;
}

export function startEngineWorker(): Worker {
  return new Worker(new URL('../worker/main.ts', import.meta.url), {
    type: 'module',
    name: 'steeraway-engine',
  });
}

export function createWorkerEngine(worker: WorkerLike = startEngineWorker()): ImageEngine {
  return new WorkerEngine(worker);
}

class WorkerEngine implements ImageEngine {
  readonly #worker: WorkerLike;
  readonly #pending = new Map<number, PendingCall>();
  #nextId = 1;
  #reportLost: (reason: Error) => void = () => {};
  readonly lost = new Promise<Error>((resolve) => (this.#reportLost = resolve));
  /** Set once the worker is gone for good; every later call rejects with it. */
  #ended: Error | null = null;

  constructor(worker: WorkerLike) {
    this.#worker = worker;
    worker.addEventListener('message', (message: MessageEvent<ReplyMessage>) => this.#receive(message.data));
    worker.addEventListener('messageerror', () =>
      this.#lose(new WorkerFailedError('one of its replies could not be read.')),
    );
    worker.addEventListener('error', (event: ErrorEvent) => {
      // Without a message the script itself did not load or parse.
      const detail = event.message || 'its script could not be loaded.';
      this.#lose(new WorkerFailedError(detail, { cause: event.error }));
    });
  }

  load: ImageEngine['load'] = (options, onProgress) => this.#call('load', [options], [], onProgress);
  attachCanvas: ImageEngine['attachCanvas'] = (mode, canvas) =>
    this.#call('attachCanvas', [mode, canvas], [canvas]);
  generate: ImageEngine['generate'] = (request, onPane) => this.#call('generate', [request], [], onPane);
  cancel: ImageEngine['cancel'] = () => this.#call('cancel', [], []);
  readPixels: ImageEngine['readPixels'] = (mode) => this.#call('readPixels', [mode], []);

  /** Ends the worker, which frees all that it held; needs no answer, so a hung worker ends too. */
  dispose: ImageEngine['dispose'] = async () => {
    this.#end(new EngineDisposedError());
  };

  async #call<M extends MethodName>(
    method: M,
    args: Args<M>,
    transfer: Transferable[],
    onEvent: (event: EventOf<M>) => void = () => {},
  ): Promise<Result<M>> {
    if (this.#ended) throw this.#ended;
    const id = this.#nextId++;
    const answer = new Promise<Result<M>>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onEvent });
    });
    try {
      this.#worker.postMessage({ id, method, args } satisfies RequestOf<M>, transfer);
    } catch (error) {
      this.#pending.delete(id);
      throw error;
    }
    return answer;
  }

  #receive(reply: ReplyMessage): void {
    if (reply.kind === 'lost') {
      this.#lose(fromWire(reply.error));
      return;
    }
    const call = this.#pending.get(reply.id);
    if (!call) return; // its caller was already rejected by #end
    if (reply.kind === 'event') {
      call.onEvent(reply.event);
      return;
    }
    this.#pending.delete(reply.id);
    if (reply.kind === 'result') call.resolve(reply.result);
    else call.reject(fromWire(reply.error));
  }

  #lose(reason: Error): void {
    this.#end(reason);
    this.#reportLost(reason);
  }

  #end(reason: Error): void {
    if (this.#ended) return;
    this.#ended = reason;
    this.#worker.terminate();
    for (const call of this.#pending.values()) call.reject(reason);
    this.#pending.clear();
  }
}
