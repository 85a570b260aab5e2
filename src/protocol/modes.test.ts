// The registry of modes: what the slider means to each, in numbers and in words.
import { describe, expect, it, test } from 'vitest';
import type { ModelFamily } from './guidance.ts';
import { describeDefaults, describeGuidance, guidanceAt, numbersOf } from './guidanceAt.ts';
import { ATTENTION_MODES, MODE_IDS, MODES } from './modes.ts';

const FAMILIES: readonly ModelFamily[] = ['own', 'sd1', 'sd2', 'sdxl', 'pixart'];

test('every mode is off at slider 0', () => {
  for (const mode of MODE_IDS) expect(guidanceAt({ mode }, 0, 'own')).toEqual({ mode: 'none' });
});

it.each([
  ['nasa', 0.4, 'own', { mode: 'nasa', scale: 0.4 }],
  ['cfg', 0.5, 'own', { mode: 'cfg', scale: 1.5 }],
  ['vsf', 1, 'own', { mode: 'vsf', scale: 1.7, offset: 0.2 }],
  ['vsf', 0.5, 'sdxl', { mode: 'vsf', scale: 0.85, offset: 0.2 }],
  // Table 5 of arXiv 2505.21179: phi, and not the released code's nag_scale = phi + 1.
  ['nag', 1, 'own', { mode: 'nag', scale: 4, tau: 2.5, alpha: 0.25 }],
  ['nag', 1.5, 'sdxl', { mode: 'nag', scale: 3, tau: 2.5, alpha: 0.5 }],
  ['nag', 1, 'sd1', { mode: 'nag', scale: 2, tau: 2.5, alpha: 0.375 }],
  ['nag', 1, 'pixart', { mode: 'nag', scale: 4, tau: 2.5, alpha: 0.375 }],
] as const)('%s at %d on %s', (mode, strength, family, expected) => {
  expect(guidanceAt({ mode }, strength, family)).toEqual(expected);
});

test('numbers set by hand take the place of the slider’s', () => {
  const pane = { mode: 'nag', exact: { tau: 4, alpha: 1 } } as const;
  expect(guidanceAt(pane, 0.5, 'own')).toEqual({ mode: 'nag', scale: 2, tau: 4, alpha: 1 });
});

describe.each(MODE_IDS)('%s', (mode) => {
  const spec = MODES[mode];

  it('says in one sentence what it does, and whose it is', () => {
    expect(spec.sentence).toMatch(/^[A-Z].*\.$/);
    expect(spec.sentence).not.toMatch(/\. /);
    expect(spec.formula).not.toBe('');
    if (mode !== 'none') expect(spec.paper?.url).toBe(`https://arxiv.org/abs/${spec.paper?.arxiv}`);
  });

  it.each(FAMILIES)('names every number it runs with, within its range, on %s', (family) => {
    for (const guidance of [spec.defaults(family), spec.at(1.5, family)]) {
      expect(guidance.mode).toBe(mode);
      expect(Object.keys(guidance).sort()).toEqual(
        ['mode', ...spec.parameters.map(({ name }) => name)].sort(),
      );
      for (const [{ min, max }, value] of numbersOf(guidance)) {
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
      }
    }
  });
});

test('one pass is what the attention op does; CFG alone takes two', () => {
  expect(ATTENTION_MODES).toEqual(['nasa', 'nag', 'vsf']);
  for (const mode of MODE_IDS) expect(MODES[mode].passes).toBe(mode === 'cfg' ? 2 : 1);
});

test('describes what a picture was drawn with', () => {
  const vsf = guidanceAt({ mode: 'vsf' }, 1, 'own');
  expect(describeGuidance('vsf', vsf)).toBe('VSF, scale 1.70, offset 0.2');
  expect(describeGuidance('nag', guidanceAt({ mode: 'nag' }, 0.5, 'sdxl'))).toBe(
    'NAG, scale 1.00, tau 2.5, alpha 0.5',
  );
  expect(describeGuidance('cfg', { mode: 'none' })).toBe('CFG, off');
  expect(describeGuidance('none', { mode: 'none' })).toBe('No guidance');
  expect(describeDefaults('nag', 'sd1')).toBe('scale 2, tau 2.5, alpha 0.375');
});

test('CFG is written as two whole predictions, NAG as an extrapolation', () => {
  expect(MODES.cfg.weights(2)).toEqual([2, 1]);
  expect(MODES.nag.weights(4)).toEqual([5, 4]);
  expect(MODES.vsf.weights(1.7)).toEqual([1, 1.7]);
});
