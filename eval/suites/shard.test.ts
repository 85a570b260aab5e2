// Shards cover a run once, evenly.

import { describe, expect, it } from 'vitest';
import { parseShard, shardName, trials } from './shard.ts';

describe('trials', () => {
  it('are pairs times seeds', () => {
    expect(trials(2, 2)).toEqual([
      { pair: 0, seed: 0 },
      { pair: 0, seed: 1 },
      { pair: 1, seed: 2 },
      { pair: 1, seed: 3 },
    ]);
  });

  it.each([1, 2, 3, 7, 40])('of %d shards are those of the whole, each once, in even parts', (of) => {
    const shards = Array.from({ length: of }, (_, i) => trials(5, 7, { index: i + 1, of }));
    const sizes = shards.map((shard) => shard.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    const together = shards.flat().toSorted((a, b) => a.pair - b.pair || a.seed - b.seed);
    expect(together).toEqual(trials(5, 7));
  });
});

describe('parseShard', () => {
  it('reads what shardName writes', () => {
    const shard = { index: 3, of: 12 };
    expect(parseShard(shardName(shard))).toEqual(shard);
  });

  it.each(['', '0/2', '3/2', '1/0', '1', '1/2/3', '-1/2', '1.5/2', 'a/b'])('refuses "%s"', (text) => {
    expect(parseShard(text)).toBeUndefined();
  });
});
