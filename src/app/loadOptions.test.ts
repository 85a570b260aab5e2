// Only backends that exist are asked for.
import { expect, test } from 'vitest';
import { loadOptionsFrom } from './loadOptions.ts';

test.each([
  ['', {}],
  ['?backend=webgpu', { backend: 'webgpu' }],
  ['?a=1&backend=hybrid', { backend: 'hybrid' }],
  ['?backend=cuda', {}],
  ['?backend=', {}],
])('%j', (search, expected) => {
  expect(loadOptionsFrom(search)).toEqual(expected);
});
