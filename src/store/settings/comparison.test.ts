// The comparison in links and records: there and back, old links without one, and what is wrong clamped or left out, and said.
import { expect, it } from 'vitest';
import { WHOLE_PICTURE } from '../magnification.ts';
import { comparisonToLink, readComparison, withoutComparison, type Comparison } from './comparison.ts';
import { settingsFromLink } from './settingsLink.ts';

const SIDE: Comparison = {
  view: 'side',
  compared: ['plain', 'steered'],
  wipe: 0.3,
  magnification: WHOLE_PICTURE,
};

const toText = (comparison: Comparison) => new URLSearchParams([...comparisonToLink(comparison)]).toString();

it.each([
  ['view=wipe&pair=steered.cfg&wipe=0.123', { view: 'wipe', compared: ['steered', 'cfg'], wipe: 0.1234 }],
  ['view=flip&pair=plain.steered', { view: 'flip' }],
  ['zoom=2.5_0.2_0.8', { magnification: { zoom: 2.5, x: 0.2, y: 0.8 } }],
  ['', {}],
] as const)('%j is short, and gives back what counts in its view', (text, change) => {
  const comparison = { ...SIDE, ...change };
  expect(toText(comparison)).toBe(text);
  const { settings, notes } = settingsFromLink(`#${text}&v=1`) ?? {};
  const { view, magnification } = comparison;
  expect(notes).toEqual([]);
  expect(settings?.comparison).toMatchObject({ view, magnification });
  expect({ ...comparison, ...settings?.comparison }).toEqual({
    ...comparison,
    wipe: view === 'wipe' ? 0.123 : 0.3,
  });
});

it('of a link from before it had one is the usual; of a stranger’s link nothing is known', () => {
  expect(settingsFromLink('#want=dog&avoid=&scale=1&seed=3&v=1')?.settings.comparison).toEqual({
    view: 'side',
    magnification: WHOLE_PICTURE,
  });
  expect(settingsFromLink('#want=dog')?.settings).not.toHaveProperty('comparison');
});

it('that is wrong is clamped or left out, and said', () => {
  const reading = settingsFromLink('#view=grid&pair=plain.plain&wipe=7&zoom=99_x_-1&v=1');
  expect(reading?.settings.comparison).toEqual({
    wipe: 1,
    magnification: { zoom: 16, x: 0.5, y: 0.5 / 16 },
  });
  expect(reading?.notes).toEqual([
    'Its view is not known here and was left out.',
    'What it compares is no pair of pictures of this page and was left out.',
    'Divider takes 0 to 1: 7 became 1.',
    'Zoom takes 1 to 16: 99 became 16.',
    'What it has for x is no number and was left out.',
    'Zoomed place takes 0 to 1: -1 became 0.',
  ]);
});

it.each([null, 3, 'wipe', [], {}, { view: undefined }])('%j of a record is nothing', (value) => {
  const notes: string[] = [];
  expect(readComparison(value, notes)).toBeUndefined();
  expect(notes).toEqual([]);
});

it('is left out where only the pictures count', () => {
  expect(withoutComparison({ seed: 3, comparison: SIDE })).toEqual({ seed: 3 });
});
