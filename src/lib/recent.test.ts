// Items are found by looking at them; the one unused for longest goes.

import { expect, test, vi } from 'vitest';
import { Recent } from './recent.ts';

test('finds what fits, and forgets what was used least recently', () => {
  const dispose = vi.fn();
  const recent = new Recent<string>(2, dispose);
  const find = (text: string) => recent.find((item) => item === text);
  expect(find('a')).toBeUndefined();
  recent.add('a');
  recent.add('b');
  expect(find('a')).toBe('a'); // so that b is now the older
  recent.add('c');
  expect(dispose.mock.calls).toEqual([['b']]);
  expect([find('a'), find('b'), find('c')]).toEqual(['a', undefined, 'c']);
  recent.clear();
  expect(dispose.mock.calls).toEqual([['b'], ['c'], ['a']]);
  expect(find('a')).toBeUndefined();
});
