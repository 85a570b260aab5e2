// A film as a GIF: frames of the film's canvas go to a worker that writes the file while more of them come.
import { GifFailedError } from '../errors.ts';
import { drawFilmFrame, openFilmCanvas, type FilmTexts, type Recording } from './filmCanvas.ts';
import type { FromGifWorker, ToGifWorker } from './gifMessages.ts';

/** Milliseconds between two frames, at least. */
const INTERVAL = 100;
/** Frames that wait for the worker, at most: where it is slower than they come, some are left out, and the others shown longer. */
const LONGEST_QUEUE = 2;

/** @throws RecordingUnsupportedError */
export function recordGif(texts: FilmTexts): Recording {
  const context = openFilmCanvas({ willReadFrequently: true });
  const { width, height } = context.canvas;
  const writer = new GifWriter(width, height);
  let taken = -Infinity;
  const take = (now: number): void => {
    taken = now;
    drawFilmFrame(context, texts);
    writer.add(context.getImageData(0, 0, width, height).data, now);
  };
  const step = (now: number): void => {
    next = requestAnimationFrame(step);
    if (now - taken >= INTERVAL && writer.queue < LONGEST_QUEUE) take(now);
  };
  let next = requestAnimationFrame(step);
  return {
    stop() {
      cancelAnimationFrame(next);
      // The last pictures are on it, however far behind the worker is.
      take(performance.now());
      return writer.finish(performance.now());
    },
    drop() {
      cancelAnimationFrame(next);
      writer.drop();
    },
  };
}

class GifWriter {
  readonly #worker = new Worker(new URL('./gifWorker.ts', import.meta.url), { type: 'module', name: 'gif' });
  readonly #file: Promise<Blob>;
  /** Frames that the worker was given and has not written. */
  queue = 0;

  constructor(width: number, height: number) {
    this.#file = new Promise((resolve, reject) => {
      this.#worker.addEventListener('message', ({ data }: MessageEvent<FromGifWorker>) => {
        if (data.kind === 'written') this.queue--;
        else resolve(new Blob([data.bytes], { type: 'image/gif' }));
      });
      this.#worker.addEventListener('error', ({ message }) => reject(new GifFailedError(message)));
    });
    // Whoever stops the recording hears of it; one that is dropped has nobody to tell.
    this.#file.catch(() => {});
    this.#send({ kind: 'open', width, height });
  }

  add(rgba: Uint8ClampedArray<ArrayBuffer>, time: number): void {
    this.queue++;
    this.#send({ kind: 'frame', frame: { rgba, time } }, [rgba.buffer]);
  }

  /** @throws GifFailedError */
  async finish(time: number): Promise<Blob> {
    this.#send({ kind: 'finish', time });
    return this.#file.finally(() => this.drop());
  }

  drop(): void {
    this.#worker.terminate();
  }

  #send(message: ToGifWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
