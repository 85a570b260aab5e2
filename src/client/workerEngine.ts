// ImageEngine over a Worker: the page cannot tell it from an engine in its own thread.
import type { ImageEngine } from '../protocol/engine.ts';
import type { EngineMethods } from '../protocol/messages.ts';
import type { RpcClient } from '../protocol/rpcClient.ts';
import { connectWorker, type WorkerLike } from './connectWorker.ts';
import { EngineDisposedError, WorkerFailedError } from './errors.ts';

export function startEngineWorker(): Worker {
  return new Worker(new URL('../worker/engine.ts', import.meta.url), {
    type: 'module',
    name: 'steeraway-engine',
  });
}

/** @param models port of a library (`WorkerLibrary.openPort`): without one, only the embedded model can be loaded */
export function createWorkerEngine(
  models?: MessagePort,
  worker: WorkerLike = startEngineWorker(),
): ImageEngine {
  return new WorkerEngine(worker, models);
}

class WorkerEngine implements ImageEngine {
  readonly #rpc: RpcClient<EngineMethods>;
  readonly lost: Promise<Error>;

  constructor(worker: WorkerLike, models: MessagePort | undefined) {
    this.#rpc = connectWorker<EngineMethods>(worker, WorkerFailedError);
    this.lost = new Promise((resolve) => {
      void this.#rpc.ended.then((reason) => {
        if (!(reason instanceof EngineDisposedError)) resolve(reason);
      });
    });
    // What could go wrong with it ends the worker, and every call with it.
    if (models) this.#rpc.call('connectModels', [models], { transfer: [models] }).catch(() => {});
  }

  load: ImageEngine['load'] = (options, onProgress) =>
    this.#rpc.call('load', [options], { onEvent: onProgress });
  describe: ImageEngine['describe'] = () => this.#rpc.call('describe', []);
  attachCanvas: ImageEngine['attachCanvas'] = (id, canvas) =>
    this.#rpc.call('attachCanvas', [id, canvas], { transfer: [canvas] });
  generate: ImageEngine['generate'] = (request, onPane) =>
    this.#rpc.call('generate', [request], { onEvent: onPane });
  cancel: ImageEngine['cancel'] = () => this.#rpc.call('cancel', []);
  readPixels: ImageEngine['readPixels'] = (id) => this.#rpc.call('readPixels', [id]);
  render: ImageEngine['render'] = (request) => this.#rpc.call('render', [request]);
  readAttention: ImageEngine['readAttention'] = (request) => this.#rpc.call('readAttention', [request]);
  cancelRenders: ImageEngine['cancelRenders'] = () => this.#rpc.call('cancelRenders', []);

  /** Ends the worker, which frees all that it held; needs no answer, so a hung worker ends too. */
  dispose: ImageEngine['dispose'] = async () => {
    this.#rpc.end(new EngineDisposedError());
  };
}
