// The exported sheet: sizes, places and words, with a font whose letters are all 10 pixels wide.
import { describe, expect, it } from 'vitest';
import type { PictureRequest } from '../../protocol/engine.ts';
import type { Sheet } from '../../store/sheet/sheet.ts';
import { describeRest, layoutSheet } from './sheetLayout.ts';
import { fitText, wrapText } from '../../lib/fitText.ts';

const measure = (text: string): number => 10 * Array.from(text).length;
const REST: PictureRequest = { positive: 'animal', negative: 'cat', scale: 1, seed: 14, mode: 'nasa' };
const scales = [0, 0.75, 1.5].map((scale) => ({ label: scale.toFixed(2), change: { scale } }));
const negatives = ['', 'cat'].map((negative) => ({ label: negative || 'nothing', change: { negative } }));

const STRIP: Sheet = {
  across: { id: 'scale', values: scales, leftOut: 0 },
  down: null,
  requests: scales.map(({ change }) => ({ ...REST, ...change })),
  modelName: 'Emoji',
  checkpoints: [],
  key: '',
};
const GRID: Sheet = {
  ...STRIP,
  down: { id: 'negative', values: negatives, leftOut: 0 },
  requests: negatives.flatMap((row) =>
    scales.map((column) => ({ ...REST, ...row.change, ...column.change })),
  ),
};

describe('the layout', () => {
  it('of a strip: pictures three times their size, gaps of 8, margins of 32', () => {
    const { width, height, side, cells } = layoutSheet(STRIP, 64, measure);
    expect({ width, side }).toEqual({ width: 32 + 3 * 192 + 2 * 8 + 32, side: 192 });
    expect(cells.map(({ x }) => x)).toEqual([32, 232, 432]);
    expect(new Set(cells.map(({ y }) => y)).size).toBe(1);
    expect(height).toBeGreaterThan((cells[0]?.y ?? NaN) + 192 + 32);
  });

  it('of a grid: room for the row headers, and no text over a picture', () => {
    const { cells, texts, side, width } = layoutSheet(GRID, 256, measure);
    expect([cells.length, side]).toEqual([6, 256]);
    const left = Math.min(...cells.map(({ x }) => x));
    for (const { text, x, y, align } of texts) {
      const [from, to] =
        align === 'center' ? [x - measure(text) / 2, x + measure(text) / 2] : [x, x + measure(text)];
      expect(from, text).toBeGreaterThanOrEqual(32);
      expect(to, text).toBeLessThanOrEqual(width - 32);
      const isOver = cells.some(
        (cell) => to > cell.x && from < cell.x + side && y + 10 > cell.y && y - 10 < cell.y + side,
      );
      expect(isOver, `“${text}” lies over a picture`).toBe(false);
    }
    expect(left).toBe(32 + 10 * 'I don’t want'.length + 16);
  });

  it('names what the pictures share, and not what they vary', () => {
    expect(describeRest(STRIP)).toBe('“animal” · without “cat” · NASA · seed 14 · Emoji · Steeraway');
    expect(describeRest(GRID)).toBe('“animal” · NASA · seed 14 · Emoji · Steeraway');
  });

  it('names the weights that drew it where the model has several, unless they vary', () => {
    const checkpoints = ['T', 'I'].map((id) => ({ id, name: `NASA-${id}`, sentence: '' }));
    const requests = STRIP.requests.map((request) => ({ ...request, checkpoint: 'I' }));
    const strip: Sheet = { ...STRIP, requests, checkpoints };
    expect(describeRest(strip)).toContain('NASA · weights NASA-I · seed 14');
    expect(describeRest({ ...strip, down: { id: 'checkpoint', values: [], leftOut: 0 } })).not.toContain(
      'weights',
    );
    expect(describeRest({ ...strip, checkpoints: checkpoints.slice(1) })).not.toContain('weights');
  });
});

describe('words', () => {
  it('are cut with an ellipsis, by whole characters', () => {
    expect(fitText('strawberry', 60, measure)).toBe('straw…');
    expect(fitText('🍓🍓🍓🍓', 30, measure)).toBe('🍓🍓…');
    expect(fitText('cat', 30, measure)).toBe('cat');
  });

  it('wrap at spaces, and a word too wide for a line is cut', () => {
    expect(wrapText('a red cat sits', 60, measure)).toEqual(['a red', 'cat', 'sits']);
    expect(wrapText('a strawberry', 60, measure)).toEqual(['a', 'straw…']);
  });
});
