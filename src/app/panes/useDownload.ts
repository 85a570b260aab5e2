// Saves what a pane shows as a PNG file.
import type { PanePixels } from '../../protocol/engine.ts';
import type { PaneSlot } from '../../store/paneSlots.ts';
import { useAppStore } from '../shared/storeContext.ts';

export function useDownload(slot: PaneSlot): () => void {
  const readPixels = useAppStore((state) => state.readPixels);
  const reportFailure = useAppStore((state) => state.reportFailure);
  const shown = useAppStore((state) => state.panes[slot].shown);
  return () => {
    const name = `steeraway-${shown?.mode}-scale${shown?.scale}-seed${shown?.seed}.png`;
    readPixels(slot)
      .then(toPng)
      .then((png) => save(png, name))
      .catch((error: unknown) => reportFailure(error, 'frame'));
  };
}

async function toPng({ width, height, rgba }: PanePixels): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // The browser has taken the file over by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
