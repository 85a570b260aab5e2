// Every pixel of a montage is where it belongs.

import { describe, expect, it } from 'vitest';
import { montage } from './montage.ts';

const picture = (...values: number[]) => ({
  width: 2,
  height: 2,
  rgba: Uint8ClampedArray.from(values.flatMap((value) => [value, 0, 0, 255])),
});

describe('montage', () => {
  const rows = [
    [picture(1, 2, 3, 4), picture(5, 6, 7, 8)],
    [picture(9, 10, 11, 12), picture(13, 14, 15, 16)],
  ];
  const { width, height, rgba } = montage(rows, 4);
  const red = (x: number, y: number) => rgba[(y * width + x) * 4];

  it('has a gap between pictures, and none around them', () => {
    expect([width, height]).toEqual([14, 14]);
    expect(red(4, 0)).toBe(255);
    expect(red(0, 9)).toBe(255);
  });

  it('enlarges by whole pixels', () => {
    expect([red(0, 0), red(1, 1), red(2, 0), red(3, 3)]).toEqual([1, 1, 2, 4]);
    expect([red(10, 0), red(13, 3), red(0, 10), red(13, 13)]).toEqual([5, 8, 9, 16]);
  });

  it('refuses sizes that do not fit', () => expect(() => montage(rows, 5)).toThrow('2 px'));
});
