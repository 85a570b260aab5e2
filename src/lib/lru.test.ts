// Order of eviction, and that nothing is dropped in silence.

import { expect, it } from 'vitest';
import { LruMap } from './lru.ts';

it('drops what was used longest ago and reports it', () => {
  const dropped: number[] = [];
  const map = new LruMap<string, number>(2, (value) => dropped.push(value));
  map.set('a', 1);
  map.set('b', 2);
  expect(map.get('a')).toBe(1);
  map.set('c', 3);
  expect(dropped).toEqual([2]);
  expect(map.get('b')).toBeUndefined();
  map.clear();
  expect(dropped).toEqual([2, 1, 3]);
});
