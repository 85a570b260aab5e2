// A sheet is saved as one PNG: of the size that its pictures need, with every picture in its place, and words around them.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/test.ts';

const [PADDING, GAP, SIDE] = [32, 8, 256];

test('the strip as PNG', async ({ studio, page }, testInfo) => {
  await studio.open();
  const { explore } = studio;
  await explore.opener.click();
  await explore.finished();
  const download = page.waitForEvent('download');
  await explore.save.click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('steeraway-scale.png');
  const bytes = await readFile(await file.path());
  await testInfo.attach('strip.png', { body: bytes, contentType: 'image/png' });

  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect(width).toBe(2 * PADDING + 7 * SIDE + 6 * GAP);
  expect(height).toBeGreaterThan(SIDE + 3 * PADDING);
  const colours = await page.evaluate(coloursAlong, {
    base64: bytes.toString('base64'),
    boxes: Array.from({ length: 7 }, (_, cell) => [PADDING + cell * (SIDE + GAP), height / 2 - 30, SIDE, 60]),
    words: [PADDING, height - 60, 500, 50],
  });
  for (const [cell, count] of colours.boxes.entries())
    expect(count, `colours of picture ${cell}`).toBeGreaterThan(20);
  expect(colours.words, 'colours of the footer').toBeGreaterThan(4);
});

interface Places {
  readonly base64: string;
  readonly boxes: readonly (readonly number[])[];
  readonly words: readonly number[];
}

/** Runs in the page. @returns the number of different colours in each box */
async function coloursAlong({ base64, boxes, words }: Places): Promise<{ boxes: number[]; words: number }> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const colours = ([x = 0, y = 0, width = 0, height = 0]: readonly number[]): number =>
    new Set(new Uint32Array(context.getImageData(x, y, width, height).data.buffer)).size;
  return { boxes: boxes.map(colours), words: colours(words) };
}
