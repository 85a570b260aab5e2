// The engine behind the RPC: which method of the engine answers which request.

import type { ImageEngine } from '../protocol/engine.ts';
import type { EngineMethods } from '../protocol/messages.ts';
import type { Handlers } from '../protocol/rpcServer.ts';
import { LatestWins } from './latestWins.ts';

/** @param connectModels takes the port through which model files come */
export function engineHandlers(
  engine: ImageEngine,
  connectModels: (port: MessagePort) => void,
): Handlers<EngineMethods> {
  const queue = new LatestWins(engine);
  return {
    connectModels: async ([port]) => connectModels(port),
    load: ([options], report) => engine.load(options, report),
    describe: () => engine.describe(),
    attachCanvas: ([id, canvas]) => engine.attachCanvas(id, canvas),
    generate: ([request], report) => queue.generate(request, report),
    cancel: () => queue.cancel(),
    readPixels: ([id]) => engine.readPixels(id),
    render: ([request]) => engine.render(request),
    readAttention: ([request]) => engine.readAttention(request),
    cancelRenders: () => engine.cancelRenders(),
  };
}
