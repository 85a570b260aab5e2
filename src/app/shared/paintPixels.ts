// Puts pixels on a canvas of this thread, which takes their size.
import type { Pixels } from '../../lib/shrinkPixels.ts';

export function paintPixels(canvas: HTMLCanvasElement, { width, height, rgba }: Pixels): void {
  // Setting a size clears the canvas, even to the same.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
}
