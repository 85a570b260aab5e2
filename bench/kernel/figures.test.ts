// Ratios and shares of the ceilings, from made-up times.

import { describe, expect, it } from 'vitest';
import { sampleArm } from '../testing/sampleResult.ts';
import { modelFigures, ratiosOf, shapeFigures } from './figures.ts';
import { bytesOf, flopsOf, SD_TURBO, SHAPES, type AttentionShape } from './shapes.ts';

const small: AttentionShape = {
  name: 'small',
  model: 'a model',
  layers: 3,
  queries: 1000,
  heads: 2,
  headSize: 50,
  positiveKeys: 6,
  negativeKeys: 4,
};
const large: AttentionShape = { ...small, name: 'large', layers: 1, queries: 4000 };

/** 4 GFLOP in 4 ms, 1 MB in 1 ms. */
const work = { probeFlops: 4e9, copyBytes: 1e6, elementBytes: 4 };
const ceilings = (shape: string) => [
  sampleArm('probe', shape, 8, 4),
  sampleArm('copy', shape, 2, 1),
  sampleArm('launch', shape, 0.2, 0.1),
];

describe('SD-Turbo’s shapes', () => {
  it('have the FLOPs and bytes of the roofline in the design (16 layers, f32)', () => {
    const sum = (of: (shape: AttentionShape) => number) =>
      SHAPES.filter(({ model }) => model === SD_TURBO).reduce((total, s) => total + s.layers * of(s), 0);
    expect(sum(() => 1)).toBe(16);
    expect(sum(flopsOf) / 1e9).toBeCloseTo(7.12, 2);
    expect(sum((shape) => bytesOf(shape, 4)) / 1e6).toBeCloseTo(107.8, 1);
  });
});

describe('ratios', () => {
  it('weigh every shape by its layers', () => {
    const arms = [
      sampleArm('ours', 'small', 10),
      sampleArm('plain', 'small', 20),
      sampleArm('ours', 'large', 10),
      sampleArm('plain', 'large', 100),
    ];
    expect(ratiosOf([small, large], arms).plain_over_ours).toBe(4); // (3 * 20 + 100) / (3 * 10 + 10)
  });

  it('compare both sides on the wall clock where one has no other', () => {
    const arms = [
      sampleArm('ours', 'small', 10, 5),
      sampleArm('plain', 'small', 30),
      sampleArm('two', 'small', 12, 7),
    ];
    expect(ratiosOf([small], arms)).toEqual({ plain_over_ours: 3, mha_over_ours: null, two_over_ours: 1.4 });
  });

  it('are null where one shape was not measured', () => {
    const arms = [
      sampleArm('ours', 'small', 10),
      sampleArm('plain', 'small', 30),
      sampleArm('ours', 'large', 10),
    ];
    expect(ratiosOf([small, large], arms).plain_over_ours).toBeNull();
  });
});

describe('a shape against the ceilings', () => {
  it('is judged by the GPU’s clock where all have it', () => {
    const figures = shapeFigures(small, [sampleArm('ours', 'small', 40, 2), ...ceilings('small')], work);
    // 4 * 1000 * 10 * 100 = 4 MFLOP in 2 ms, where the probe does 1 GFLOP in 1 ms
    expect(figures.gflopsPerSecond).toBe(2);
    expect(figures.percentOfProbe).toBe(0.2);
    // 4 * 100 * 2 * 1010 bytes at 1 MB a ms: longer than 4 MFLOP take
    expect(figures.floor).toBe(0.808);
  });

  it('has no share without the probe', () => {
    const figures = shapeFigures(small, [sampleArm('ours', 'small', 40)], work);
    expect(figures).toMatchObject({ gflopsPerSecond: 0.1, percentOfProbe: null, floor: null });
  });
});

it('a model is the sum of its layers over their floors and launches', () => {
  const arms = [sampleArm('ours', 'small', 9, 2), ...ceilings('small')];
  const [model] = modelFigures([shapeFigures(small, arms, work)], arms);
  expect(model).toMatchObject({ model: 'a model', layers: 3, ours: 6, floor: 2.424, launches: 0.3 });
  expect(model?.oursOverFloorAndLaunches).toBeCloseTo(6 / (2.424 + 0.3), 3);
});
