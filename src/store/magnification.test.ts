// Zooming and panning: what stays in place, and that nothing beside the picture is shown.
import { describe, expect, it } from 'vitest';
import { magnifyAt, panBy, WHOLE_PICTURE, withinPicture, type Magnification } from './magnification.ts';

/** The point of the picture at a place of the pane. */
const pointAt = ({ zoom, x, y }: Magnification, at: { x: number; y: number }) => ({
  x: x + (at.x - 0.5) / zoom,
  y: y + (at.y - 0.5) / zoom,
});

describe('magnifying', () => {
  it.each([
    { x: 0.25, y: 0.75 },
    { x: 0, y: 1 },
    { x: 0.5, y: 0.5 },
  ])('keeps the point under the pointer, at %o', (at) => {
    const start = magnifyAt(WHOLE_PICTURE, 3, { x: 0.4, y: 0.6 });
    const [before, after] = [pointAt(start, at), pointAt(magnifyAt(start, 1.7, at), at)];
    expect(after.x).toBeCloseTo(before.x, 10);
    expect(after.y).toBeCloseTo(before.y, 10);
  });

  it('comes back to the whole picture, whatever the way', () => {
    const far = magnifyAt(magnifyAt(WHOLE_PICTURE, 4, { x: 0, y: 0 }), 100, { x: 1, y: 1 });
    expect(far.zoom).toBe(16);
    expect(magnifyAt(far, 1e-3, { x: 0.3, y: 0.9 })).toEqual(WHOLE_PICTURE);
  });
});

describe('panning', () => {
  it('moves the picture with the hand, and stops at its edges', () => {
    const start = magnifyAt(WHOLE_PICTURE, 2, { x: 0.5, y: 0.5 });
    const moved = panBy(start, { x: 0.25, y: -0.1 });
    expect(pointAt(moved, { x: 0.75, y: 0.4 })).toEqual(pointAt(start, { x: 0.5, y: 0.5 }));
    expect(panBy(start, { x: 9, y: -9 })).toEqual({ zoom: 2, x: 0.25, y: 0.75 });
  });

  it('does nothing to the whole picture', () => {
    expect(panBy(WHOLE_PICTURE, { x: 0.3, y: 0.3 })).toEqual(WHOLE_PICTURE);
  });
});

it('what comes from outside is brought into the picture', () => {
  expect(withinPicture({ zoom: 4, x: -3, y: 0.5 })).toEqual({ zoom: 4, x: 0.125, y: 0.5 });
  expect(withinPicture({ zoom: 0.2, x: 0.1, y: 0.1 })).toEqual(WHOLE_PICTURE);
  expect(withinPicture({ zoom: NaN, x: 0.5, y: 0.5 })).toEqual(WHOLE_PICTURE);
});
