// Client and worker rpc over a real message channel (structured clone and transfer included), and the worker's death.
import { afterEach, describe, expect, it } from 'vitest';
import { frameRequest, MEMORY_INFO, MemoryEngine } from '../../e2e/fixtures/memoryEngine.ts';
import { SteerawayError } from '../lib/errors.ts';
import type { EngineMethods } from '../protocol/messages.ts';
import { serveRpc } from '../protocol/rpcServer.ts';
import { engineHandlers } from '../worker/engineHandlers.ts';
import type { WorkerLike } from './connectWorker.ts';
import { createWorkerEngine } from './workerEngine.ts';

class DeviceLostError extends SteerawayError {
  readonly code = 'device-lost';
}

/** The page's end of a channel whose other end runs the worker's own rpc. */
class ChannelWorker implements WorkerLike {
  readonly #channel = new MessageChannel();
  readonly #events = new EventTarget();
  terminated = false;

  constructor(engine: MemoryEngine) {
    const { port1: page, port2: worker } = this.#channel;
    const server = serveRpc<EngineMethods>(
      worker,
      engineHandlers(engine, () => {}),
    );
    void engine.lost.then((error) => server.lose(error));
    page.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
      this.#events.dispatchEvent(new MessageEvent('message', { data })),
    );
    worker.start();
    page.start();
  }

  addEventListener: WorkerLike['addEventListener'] = (
    type: string,
    listener: EventListenerOrEventListenerObject,
  ) => this.#events.addEventListener(type, listener);

  postMessage: WorkerLike['postMessage'] = (message: unknown, transfer: unknown) =>
    this.#channel.port1.postMessage(message, transfer as Transferable[]);

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
  }

  fail(type: 'error' | 'messageerror', message = ''): void {
    this.#events.dispatchEvent(Object.assign(new Event(type), { message, error: undefined }));
  }
}

let worker: ChannelWorker;
afterEach(() => worker.terminate());

function connect(engine = new MemoryEngine()) {
  worker = new ChannelWorker(engine);
  return { engine, client: createWorkerEngine(undefined, worker) };
}

describe('createWorkerEngine', () => {
  it('loads with progress and answers with the info of the engine', async () => {
    const { client } = connect();
    const labels: string[] = [];
    expect(await client.load(undefined, ({ label }) => labels.push(label))).toEqual(MEMORY_INFO);
    expect(labels).toEqual(['Loading memory']);
  });

  it('moves a canvas to the engine instead of copying it', async () => {
    const { client, engine } = connect();
    // Node has no OffscreenCanvas; an ArrayBuffer is transferable too, and empty once it has moved.
    const canvas = new ArrayBuffer(8);
    await client.attachCanvas('steered', canvas as unknown as OffscreenCanvas);
    expect(canvas.byteLength).toBe(0);
    expect(engine.canvases.get('steered')).toBeInstanceOf(ArrayBuffer);
  });

  it('reports each pane before the outcome, and reads its pixels', async () => {
    const { client } = connect();
    const shown: string[] = [];
    const outcome = await client.generate(frameRequest({ scale: 0.25 }), ({ mode }) => shown.push(mode));
    expect(outcome).toMatchObject({ status: 'done', request: { scale: 0.25 } });
    expect(shown).toEqual(['nasa', 'none', 'cfg']);
    expect([...(await client.readPixels('steered')).rgba]).toEqual([25, 7, 4, 255]);
  });

  it('renders without a pane, moving the pixels, and cancels what is waiting', async () => {
    const { client, engine } = connect();
    const { panes: _, ...settings } = frameRequest({ scale: 0.25 });
    const picture = await client.render({ ...settings, mode: 'vsf' });
    expect(picture).toMatchObject({ status: 'done', guidance: { mode: 'vsf' }, width: 1, height: 1 });
    expect(picture.status === 'done' && [...picture.rgba]).toEqual([25, 7, 3, 255]);
    const late = client.render({ ...settings, mode: 'nasa' });
    await client.cancelRenders();
    expect((await late).status).toBe('superseded');
    expect(engine.renders.map(({ mode }) => mode)).toEqual(['vsf', 'nasa']);
  });

  it('ends 200 requests on the last one', async () => {
    const { client } = connect();
    const requests = Array.from({ length: 200 }, (_, index) => frameRequest({ scale: index / 200 }));
    const outcomes = await Promise.all(requests.map((request) => client.generate(request)));
    expect(outcomes.filter((outcome) => outcome.status === 'done').at(-1)?.request.scale).toBe(199 / 200);
    expect(outcomes.at(-1)?.status).toBe('done');
  });

  it('rejects with the class name, code and hint that the engine threw', async () => {
    const { client, engine } = connect();
    engine.failNext = new DeviceLostError('The GPU went away.', 'Reload the page.');
    await expect(client.generate(frameRequest())).rejects.toMatchObject({
      name: 'DeviceLostError',
      code: 'device-lost',
      message: 'The GPU went away.',
      hint: 'Reload the page.',
    });
    expect((await client.generate(frameRequest())).status).toBe('done');
  });

  it.each(['error', 'messageerror'] as const)('rejects every pending and later call on %s', async (type) => {
    const { client } = connect(new MemoryEngine(false));
    const pending = [client.generate(frameRequest()), client.generate(frameRequest({ seed: 1 }))];
    const settled = Promise.allSettled(pending);
    worker.fail(type, 'out of memory');
    for (const outcome of await settled) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'worker-failed' } });
    }
    await expect(client.cancel()).rejects.toMatchObject({ code: 'worker-failed' });
    expect(await client.lost).toMatchObject({ code: 'worker-failed' });
    expect(worker.terminated).toBe(true);
  });

  it('hears of a device that is lost while nothing is asked, and ends', async () => {
    const { client, engine } = connect();
    engine.lose(new DeviceLostError('The GPU went away.', 'Reload the page.'));
    expect(await client.lost).toMatchObject({ code: 'device-lost', message: 'The GPU went away.' });
    await expect(client.generate(frameRequest())).rejects.toMatchObject({ code: 'device-lost' });
    expect(worker.terminated).toBe(true);
  });

  it('rejects only the call whose arguments cannot be sent', async () => {
    const { client } = connect();
    const unclonable = { ...frameRequest(), panes: (() => []) as never };
    await expect(client.generate(unclonable)).rejects.toThrow(/could not be cloned/);
    expect((await client.generate(frameRequest())).status).toBe('done');
  });

  it('ends the worker and every pending call on dispose', async () => {
    const { client } = connect(new MemoryEngine(false));
    const pending = expect(client.generate(frameRequest())).rejects.toMatchObject({
      code: 'engine-disposed',
    });
    await client.dispose();
    await pending;
    expect(worker.terminated).toBe(true);
  });
});
