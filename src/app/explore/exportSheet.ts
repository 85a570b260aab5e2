// A sheet as one PNG, to be read by itself: pictures with their axes, and what they have in common.
import type { Pixels } from '../../lib/shrinkPixels.ts';
import type { Sheet } from '../../store/sheet/sheet.ts';
import { SheetTooLargeError } from '../errors.ts';
import { paintPixels } from '../shared/paintPixels.ts';
import { layoutSheet, type PlacedText, type SheetLayout } from './sheetLayout.ts';

const FONT = '17px "Instrument Sans", "Helvetica Neue", Arial, sans-serif';
/** Paper and ink whatever the page's theme: a sheet goes into documents. */
const PAPER = '#ffffff';
const INK = '#16171b';
const NO_PICTURE = '#e9e9e3';

/** @throws SheetTooLargeError */
export async function exportSheet(
  sheet: Sheet,
  pixelsOf: (cell: number) => Pixels | undefined,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new SheetTooLargeError();
  const pictures = sheet.requests.map((_, cell) => pixelsOf(cell));
  context.font = `600 ${FONT}`;
  const side = pictures.find((pixels) => pixels)?.width ?? 64;
  const layout = layoutSheet(sheet, side, (text) => context.measureText(text).width);
  // Setting the size forgets everything else.
  Object.assign(canvas, { width: layout.width, height: layout.height });
  drawSheet(context, layout, pictures);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (!png) throw new SheetTooLargeError();
  return png;
}

function drawSheet(
  context: CanvasRenderingContext2D,
  { width, height, cells, side, texts }: SheetLayout,
  pictures: readonly (Pixels | undefined)[],
): void {
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  const one = document.createElement('canvas');
  for (const [cell, { x, y }] of cells.entries()) {
    const pixels = pictures[cell];
    context.fillStyle = NO_PICTURE;
    if (pixels) {
      paintPixels(one, pixels);
      context.drawImage(one, x, y, side, side);
    } else context.fillRect(x, y, side, side);
  }
  for (const text of texts) drawText(context, text);
}

function drawText(context: CanvasRenderingContext2D, { text, x, y, align, isStrong }: PlacedText): void {
  context.font = `${isStrong ? 650 : 450} ${FONT}`;
  context.fillStyle = INK;
  context.textBaseline = 'middle';
  context.textAlign = align;
  context.fillText(text, x, y);
}
