// Entry point of the worker that writes a GIF: choosing 256 colours for a frame takes longer than a frame of the screen.
import { GifFile } from './gifFile.ts';
import type { FromGifWorker, ToGifWorker } from './gifMessages.ts';

let file: GifFile | undefined;

const answer = (message: FromGifWorker): void => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<ToGifWorker>) => {
  if (data.kind === 'open') file = new GifFile(data.width, data.height);
  if (!file) return;
  if (data.kind === 'frame') {
    file.add(data.frame);
    answer({ kind: 'written' });
  }
  if (data.kind === 'finish') answer({ kind: 'file', bytes: file.finish(data.time) });
});
