// Names of saved pictures: what every file system takes, and no two the same.
import { expect, it } from 'vitest';
import type { Settings } from '../../store/settings/settings.ts';
import { fileName, uniqueName } from './fileName.ts';

const settings = (positive: string, negative = '', scale = 1): Settings => ({
  ...{ version: 1, positive, negative, scale, seed: 14, steps: 1, model: null },
  modes: { plain: 'none', steered: 'nasa', cfg: 'cfg' },
});

it.each([
  [settings('animal', 'cat'), 'nasa', 'animal-without-cat-nasa-1.00-seed14.png'],
  [settings('animal', 'cat'), 'none', 'animal-none-seed14.png'],
  [settings('animal', 'cat', 0), 'nasa', 'animal-nasa-seed14.png'],
  [settings('', ''), 'none', 'anything-none-seed14.png'],
  [settings('../../etc/passwd\0: CON', '   '), 'cfg', 'etc-passwd-con-cfg-seed14.png'],
  [settings('Über 猫 🐈 नमस्ते', '"?*<>|'), 'vsf', 'über-猫-नमस्ते-without-vsf-1.00-seed14.png'],
  [settings('word '.repeat(20)), 'none', 'word-word-word-word-word-word-word-word-none-seed14.png'],
] as const)('%#', (made, mode, name) => {
  expect(fileName({ settings: made, mode })).toBe(name);
});

it('names the checkpoint where it is not the model’s first', () => {
  const made: Settings = { ...settings('animal', 'cat'), checkpoints: { plain: 'nasa-i' } };
  const name = (checkpoint: string) => fileName({ settings: made, mode: 'nasa', checkpoint });
  expect(name('nasa-i')).toBe('animal-without-cat-nasa-1.00-nasa-i-seed14.png');
  expect(name('nasa-t')).toBe('animal-without-cat-nasa-1.00-seed14.png');
});

it('gives a second file of the same name a number', () => {
  const taken = new Set<string>();
  expect(['a.png', 'a.png', 'b.png', 'a.png'].map((name) => uniqueName(name, taken))).toEqual([
    'a.png',
    'a-2.png',
    'b.png',
    'a-3.png',
  ]);
});
