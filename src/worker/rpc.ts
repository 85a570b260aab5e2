// Decode, dispatch, encode: the one place where a request meets the engine, with the one try/catch of the worker.
import type { ImageEngine } from '../protocol/engine.ts';
import { toWire } from '../protocol/errors.ts';
import type { EventOf, MethodName, ReplyMessage, RequestMessage, Result } from '../protocol/messages.ts';
import { LatestWins } from './latestWins.ts';

export type Send = (reply: ReplyMessage, transfer: Transferable[]) => void;

/** @returns a handler for incoming requests; it never throws and never rejects, every failure becomes an `error` reply. */
export function createRpc(engine: ImageEngine, send: Send): (request: RequestMessage) => Promise<void> {
  const queue = new LatestWins(engine);
  void engine.lost.then((error) => send({ kind: 'lost', error: toWire(error) }, []));

  function dispatch(request: RequestMessage): Promise<Result<MethodName>> {
    const report = (event: EventOf<MethodName>) => send({ kind: 'event', id: request.id, event }, []);
    switch (request.method) {
      case 'load':
        return engine.load(request.args[0], report);
      case 'attachCanvas':
        return engine.attachCanvas(...request.args);
      case 'generate':
        return queue.generate(request.args[0], report);
      case 'cancel':
        return queue.cancel();
      case 'readPixels':
        return engine.readPixels(...request.args);
    }
  }

  return async function handle(request) {
    const { id } = request;
    try {
      const result = await dispatch(request);
      send({ kind: 'result', id, result }, transferList(result));
    } catch (error) {
      send({ kind: 'error', id, error: toWire(error) }, []);
    }
  };
}

/** Pixels move, they are not copied: the reply owns them. */
function transferList(result: Result<MethodName>): Transferable[] {
  return result && 'rgba' in result ? [result.rgba.buffer] : [];
}
