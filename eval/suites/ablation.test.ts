// The distillation's file, as its report.py writes it, and what is no such file.

import { describe, expect, it } from 'vitest';
import { ResultFileError } from '../errors.ts';
import { ablationSuite, parseAblation } from './ablation.ts';

const written = (value: number | null) => ({
  n: 9,
  value,
  low: value && value - 0.1,
  high: value && value + 0.1,
});
const mode = (value: number) => ({
  asked: written(value / 20),
  excluded: written(0.9),
  whereShown: written(null),
  kept: written(0.8),
  fidelity: written(value),
  drift: 0.2,
});
const FILE = JSON.stringify({
  paper: { baseline: 30.34, 'nasa-teacher': 30.61 },
  variants: {
    baseline: { plain: mode(17), 'nasa-0.5': mode(16) },
    'nasa-teacher': { plain: mode(17), 'nasa-0.5': mode(19) },
  },
  order: {
    own: { agree: [['nasa-teacher', 'baseline']], differ: [], undecided: [] },
    asked: { agree: [], differ: [['nasa-teacher', 'baseline']], undecided: [] },
    fidelity: { agree: [], differ: [], undecided: [['nasa-teacher', 'baseline']] },
  },
});

describe('parseAblation', () => {
  it('takes each row as it is meant to be used, and all guided', () => {
    const { rows, order, orderAsked, orderFidelity } = parseAblation(FILE, 'f');
    expect(
      rows.map(({ name, paper, asked, fidelity, askedGuided }) => [
        name,
        paper,
        asked.value,
        fidelity.value,
        askedGuided.value,
      ]),
    ).toEqual([
      ['baseline', 30.34, 0.85, 17, 0.8],
      ['nasa-teacher', 30.61, 0.95, 19, 0.95],
    ]);
    expect(rows[1]!.fidelity.interval).toEqual([18.9, 19.1]);
    expect(rows[0]!.excludedWhereShown).toEqual({ value: null, interval: null, n: 9 });
    expect(order.agree).toHaveLength(1);
    expect(orderAsked.differ).toHaveLength(1);
    expect(orderFidelity.undecided).toHaveLength(1);
  });

  it.each(['', '{}', '{"variants": {"baseline": {}}}'])('refuses %j', (text) => {
    expect(() => parseAblation(text, 'f.json')).toThrow(ResultFileError);
  });
});

describe('ablationSuite', () => {
  it('names a file that is missing', async () => {
    await expect(ablationSuite('/nowhere/results.json')).rejects.toThrow('/nowhere/results.json');
  });
});
