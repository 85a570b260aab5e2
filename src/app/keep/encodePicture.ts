// Pixels into files: the PNG with its settings inside, and a small one to look at.
import { withChunks } from '../../lib/png/chunks.ts';
import type { PanePixels } from '../../protocol/engine.ts';
import type { KeptFiles } from '../../store/history/historyShelf.ts';
import { settingsChunks } from '../../store/settings/pictureSettings.ts';
import type { TakenPicture } from './takePicture.ts';

/** Pixels along the side of a thumbnail, at most: twice what the drawer shows it at. */
const THUMBNAIL = 256;

export async function encodePicture({ pixels, settings, shown }: TakenPicture): Promise<KeptFiles> {
  const { width, height } = pixels;
  const canvas = toCanvas(pixels);
  const bare = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  const { mode, guidance, checkpoint } = shown;
  const chunks = settingsChunks(settings, { mode, guidance, checkpoint, width, height });
  const png = new Blob([withChunks(bare, chunks)], { type: 'image/png' });
  const isSmall = Math.max(width, height) <= THUMBNAIL;
  return { png, thumbnail: isSmall ? png : await shrink(canvas) };
}

function toCanvas({ width, height, rgba }: PanePixels): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  return canvas;
}

function shrink(canvas: OffscreenCanvas): Promise<Blob> {
  const scale = THUMBNAIL / Math.max(canvas.width, canvas.height);
  const small = new OffscreenCanvas(Math.round(canvas.width * scale), Math.round(canvas.height * scale));
  const context = small.getContext('2d');
  if (context) context.imageSmoothingQuality = 'high';
  context?.drawImage(canvas, 0, 0, small.width, small.height);
  return small.convertToBlob({ type: 'image/webp', quality: 0.85 });
}
