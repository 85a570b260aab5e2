// The shipped licence file names what the page contains, with texts, and nothing that only builds or tests it.
import path from 'node:path';
import { expect, test } from 'vitest';
import { collectLicenses } from './licenses.ts';

const text = collectLicenses(path.resolve(import.meta.dirname, '../..'));

test.each([
  'react',
  'react-dom',
  'zustand',
  'onnxruntime-web',
  '@huggingface/tokenizers',
  '@noble/hashes',
  'workbox-precaching',
  'workbox-core',
])('%s is named', (name) => {
  expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|Apache-2\\.0)\\)$`, 'm'));
});

test('our notice comes first, and licence texts follow', () => {
  expect(text.startsWith('Steeraway\n')).toBe(true);
  expect(text).toContain('Copyright (c) Meta Platforms');
  expect(text).toContain('SIL OPEN FONT LICENSE');
});

test.each(['vitest', 'typescript', '@types/node'])('%s is not shipped, so not named', (name) => {
  expect(text).not.toContain(`\n${name} `);
});
