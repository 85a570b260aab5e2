// Every pair asks for something that the judge can tell, and the list covers what the paper's kinds of negatives are.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseLabels } from '../judge/labels.ts';
import { PAIRS } from './pairs.ts';

const labels = parseLabels(readFileSync(new URL('../models/labels.json', import.meta.url), 'utf8'));
const subjects = labels.subjects.map(([name]) => name);

describe('PAIRS', () => {
  it('are 32 at least, each once', () => {
    expect(PAIRS.length).toBeGreaterThanOrEqual(32);
    expect(new Set(PAIRS.map(({ positive, negative }) => `${positive} - ${negative}`)).size).toBe(
      PAIRS.length,
    );
  });

  it.each(PAIRS.map((pair) => [`${pair.positive} - ${pair.negative}`, pair] as const))('%s', (_, pair) => {
    expect([...subjects, ...Object.keys(labels.groups)]).toContain(pair.keep);
    if ('subjects' in pair.feature) {
      for (const subject of pair.feature.subjects) expect(labels.groups[pair.keep]).toContain(subject);
    } else {
      for (const value of pair.feature.values) expect(labels.heads[pair.feature.head]).toContain(value);
    }
  });

  it('name every head once at least, and kinds', () => {
    const heads = PAIRS.map(({ feature }) => ('head' in feature ? feature.head : 'subject'));
    expect([...new Set(heads)].sort()).toEqual([...Object.keys(labels.heads), 'subject'].sort());
  });
});
