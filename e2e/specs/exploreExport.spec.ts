// A sheet is saved as one PNG: of the size that its pictures need, with every picture in its place, and words around them.
import type { TestInfo } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import type { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';

/** Pixels of the exported file: around everything, between pictures, along a picture, and the height of a line of words. */
const [PADDING, GAP, SIDE, LINE] = [32, 8, 256, 26];
const TOP = PADDING + 2 * LINE;

/** Left, top, width and height, in pixels of the file. */
type Box = readonly [number, number, number, number];

test('the strip as PNG: pictures, the axis and its labels, and a footer', async ({ studio }, testInfo) => {
  await studio.open();
  const { explore } = studio;
  await explore.opener.click();
  await explore.finished();
  const { width, height, colours } = await exported(studio, 'steeraway-scale.png', testInfo);
  expect(width).toBe(2 * PADDING + 7 * SIDE + 6 * GAP);
  expect(height).toBeGreaterThan(SIDE + 3 * PADDING);
  await expectPictures(colours, PADDING, 7, 1);
  await expectWords(colours, PADDING, 7);
  await expectInk(colours, [PADDING, height - 60, 500, 50], 'the footer');
  const margin = await colours([[0, 0, width, PADDING - 4]]);
  expect(margin, 'paper without words is of one colour').toEqual([1]);

  await explore.down.selectOption('Seed');
  await explore.set(explore.scales, 3);
  await explore.set(explore.seeds, 2);
  await explore.redraw.click();
  await explore.finished();
  const grid = await exported(studio, 'steeraway-scale-by-seed.png', testInfo);
  const left = grid.width - PADDING - 3 * SIDE - 2 * GAP;
  expect(left, 'beside the row headers').toBeGreaterThan(PADDING + 2 * GAP);
  await expectPictures(grid.colours, left, 3, 2);
  await expectWords(grid.colours, left, 3);
  await expectInk(
    grid.colours,
    [PADDING, PADDING + LINE, left - PADDING - GAP, LINE],
    'the name of the rows',
  );
  for (const row of [0, 1]) {
    const middle = TOP + row * (SIDE + GAP) + SIDE / 2;
    const header: Box = [PADDING, middle - LINE / 2, left - PADDING - GAP, LINE];
    await expectInk(grid.colours, header, `the header of row ${row}`);
  }
});

interface ExportedSheet {
  readonly width: number;
  readonly height: number;
  /** @returns the number of different colours in each box */
  readonly colours: Colours;
}

type Colours = (boxes: readonly Box[]) => Promise<readonly number[]>;

/** Saves the sheet as a person does, and reads the file. */
async function exported(studio: StudioPage, name: string, testInfo: TestInfo): Promise<ExportedSheet> {
  const { page, explore } = studio;
  const download = page.waitForEvent('download');
  await explore.save.click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(name);
  const bytes = await readFile(await file.path());
  await testInfo.attach(name, { body: bytes, contentType: 'image/png' });
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    colours: (boxes) => page.evaluate(coloursIn, { base64: bytes.toString('base64'), boxes }),
  };
}

async function expectPictures(colours: Colours, left: number, columns: number, rows: number): Promise<void> {
  const boxes = Array.from({ length: columns * rows }, (_, cell): Box => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    return [left + column * (SIDE + GAP), TOP + row * (SIDE + GAP) + SIDE / 2 - 30, SIDE, 60];
  });
  for (const [cell, count] of (await colours(boxes)).entries())
    expect(count, `colours of picture ${cell}`).toBeGreaterThan(20);
}

/** The name of the axis, and a label above each column. */
async function expectWords(colours: Colours, left: number, columns: number): Promise<void> {
  await expectInk(colours, [left, PADDING, SIDE, LINE], 'the name of the columns');
  for (let column = 0; column < columns; column++) {
    const label: Box = [left + column * (SIDE + GAP), PADDING + LINE, SIDE, LINE - 1];
    await expectInk(colours, label, `the label of column ${column}`);
  }
}

/** Paper is one colour; letters are ink and its edges. */
async function expectInk(colours: Colours, box: Box, what: string): Promise<void> {
  const [count] = await colours([box]);
  expect(count, `colours of ${what}`).toBeGreaterThan(4);
}

interface Places {
  readonly base64: string;
  readonly boxes: readonly Box[];
}

/** Runs in the page. */
async function coloursIn({ base64, boxes }: Places): Promise<number[]> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return boxes.map(
    ([x, y, width, height]) =>
      new Set(new Uint32Array(context.getImageData(x, y, width, height).data.buffer)).size,
  );
}
