// The plan in figures: equal shapes are counted together, and a time is shown only where it was measured.
import { expect, test } from 'vitest';
import { planFigures } from './planFigures.ts';

const segment = { kind: 'segment' } as const;
const op = (shape?: string, kernel?: string) => ({ kind: 'op', shape, kernel }) as const;
const choice = { kernel: 'tiled', chosen: 'measured', reason: 'the fastest of 1' } as const;

test('groups by shape, in the order of the plan', () => {
  const plan = [segment, op('a', 'tiled'), segment, op('b', 'serial'), segment, op('a', 'tiled'), segment];
  const kernels = [
    { ...choice, shape: 'a', milliseconds: { tiled: 0.2, serial: 3 } },
    { ...choice, shape: 'b', milliseconds: {} },
  ];
  expect(planFigures({ plan, kernels })).toEqual({
    segments: 4,
    attentions: 3,
    groups: [
      { shape: 'a', kernel: 'tiled', count: 2, milliseconds: 0.2 },
      { shape: 'b', kernel: 'serial', count: 1, milliseconds: undefined },
    ],
  });
});

test('before the first frame the attentions are counted, and nothing is made up', () => {
  expect(planFigures({ plan: [segment, op(), segment], kernels: [] })).toEqual({
    segments: 2,
    attentions: 1,
    groups: [],
  });
});
