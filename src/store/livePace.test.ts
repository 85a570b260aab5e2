// The swing goes to and fro whatever a picture takes, seeds come one after the other, and calm means few and wide steps.
import { describe, expect, it } from 'vitest';
import { nextPoint, settingsAt, startAt, type LivePace, type LivePoint } from './livePace.ts';

const PACE: LivePace = {
  motion: 'scale',
  speed: 'normal',
  picturesPerSeed: 3,
  seedLocked: false,
  isCalm: false,
};

function scales(pace: LivePace, from: number, elapsed: number, steps: number): (number | undefined)[] {
  let point: LivePoint = startAt(from);
  return Array.from({ length: steps }, () => {
    point = nextPoint(point, pace, elapsed);
    return settingsAt(point, pace, 0).scale;
  });
}

describe('the swing', () => {
  it('goes from where the slider stands up to 1, down to 0 and up again', () => {
    const way = scales(PACE, 0.5, 200, 20);
    expect(way.slice(0, 7)).toEqual([0.6, 0.7, 0.8, 0.9, 1, 0.9, 0.8]);
    expect(Math.min(...way.map(Number))).toBe(0);
    expect(way.slice(13, 17)).toEqual([0.1, 0, 0.1, 0.2]);
  });

  it('comes down first from above 1', () => {
    expect(scales(PACE, 1.5, 200, 2)).toEqual([0.9, 0.8]);
  });

  it('takes small steps where pictures are quick, and never more than a tenth where they are slow', () => {
    expect(scales(PACE, 0, 20, 2)).toEqual([0.01, 0.02]);
    expect(scales(PACE, 0, 60_000, 2)).toEqual([0.1, 0.2]);
    expect(scales({ ...PACE, speed: 'fast' }, 0, 20, 1)).toEqual([0.02]);
  });

  it('is in quarters where less motion is asked for', () => {
    expect(scales({ ...PACE, isCalm: true }, 0, 1000, 5)).toEqual([0.25, 0.5, 0.75, 1, 0.75]);
  });
});

describe('the walk', () => {
  it('takes the next seed after so many pictures, and leaves the scale alone', () => {
    const pace: LivePace = { ...PACE, motion: 'seeds' };
    const steps = [1, 2, 3, 4, 5, 6].map((pictures) => settingsAt({ phase: 0.2, pictures }, pace, 7));
    expect(steps).toEqual([{}, {}, { seed: 8 }, {}, {}, { seed: 8 }]);
  });

  it('keeps a locked seed, and moves the scale where both were to move', () => {
    const locked: LivePace = { ...PACE, seedLocked: true };
    for (const pictures of [1, 2, 3, 6]) {
      expect(settingsAt({ phase: 0.2, pictures }, { ...locked, motion: 'seeds' }, 7)).toEqual({});
      expect(settingsAt({ phase: 0.2, pictures }, { ...locked, motion: 'both' }, 7)).toEqual({ scale: 0.2 });
    }
  });

  it('goes on with 0 after the last seed, with the scale where both move', () => {
    const pace: LivePace = { ...PACE, motion: 'both' };
    expect(settingsAt({ phase: 0.2, pictures: 3 }, pace, 2 ** 32 - 1)).toEqual({ scale: 0.2, seed: 0 });
  });
});
