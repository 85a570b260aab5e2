// What the page and the worker that writes a GIF say to each other.
import type { GifFrame } from './gifFile.ts';

export type ToGifWorker =
  | { readonly kind: 'open'; readonly width: number; readonly height: number }
  | { readonly kind: 'frame'; readonly frame: GifFrame }
  | { readonly kind: 'finish'; readonly time: number };

/** `written`: a frame is done with. */
export type FromGifWorker =
  { readonly kind: 'written' } | { readonly kind: 'file'; readonly bytes: Uint8Array<ArrayBuffer> };
