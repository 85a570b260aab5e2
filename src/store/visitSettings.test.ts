// Settings survive a round trip; damage, other versions and values out of range cost only themselves.
import { expect, test } from 'vitest';
import { readSettings, settingsOf, writeSettings } from './visitSettings.ts';
import { openStore } from './testing/storeRig.ts';

const CHOICES = {
  plain: { mode: 'vsf', checkpoint: 'nasa-i' },
  steered: { mode: 'nag', checkpoint: null },
  cfg: { mode: 'none', checkpoint: null },
} as const;

function changedState() {
  const store = openStore([]);
  store.setState({ positive: 'ein Hund “x”', negative: '', scale: 0.37, seed: 4294967295, seedLocked: true });
  store.setState({
    choices: CHOICES,
    view: 'wipe',
    steps: 4,
    stepsModel: 'lcm',
    modelId: 'lcm',
    theme: 'dark',
    tourSeen: true,
  });
  return store.getState();
}

test('what is written is read again', () => {
  const settings = settingsOf(changedState());
  expect(settings).toMatchObject({
    positive: 'ein Hund “x”',
    scale: 0.37,
    choices: CHOICES,
    view: 'wipe',
    theme: 'dark',
  });
  expect(readSettings(writeSettings(settings))).toEqual(settings);
});

test('no picture, no problem and no time is among them', () => {
  expect(Object.keys(settingsOf(changedState())).sort()).toEqual(
    'choices modelId negative positive scale seed seedLocked steps stepsModel theme tourSeen view'.split(' '),
  );
});

test.each([null, '', '{"version":1', 'null', '[]', '"x"', '7', '{"version":2,"scale":1}'])(
  'reads nothing from %j',
  (written) => {
    expect(readSettings(written)).toEqual({});
  },
);

test('leaves out what is damaged and keeps the rest', () => {
  const damage = {
    scale: 99,
    seed: -1,
    seedLocked: 'yes',
    choices: { ...CHOICES, cfg: { mode: 'magic' } },
    view: 3,
    theme: 5,
    positive: ['cat'],
  };
  const written = JSON.stringify({ version: 1, negative: 'blurry', steps: NaN, ...damage });
  expect(readSettings(written)).toEqual({ negative: 'blurry' });
});

test('a prompt of a million letters is not kept', () => {
  const written = JSON.stringify({ version: 1, positive: 'x'.repeat(1e6), scale: 1 });
  expect(readSettings(written)).toEqual({ scale: 1 });
});

test('a folder of this machine is not kept: it has to be given again', () => {
  const state = changedState();
  const card = { id: 'lcm', source: 'local' } as NonNullable<typeof state.cards>[number];
  expect(settingsOf({ ...state, cards: [card] }).modelId).toBeNull();
  expect(settingsOf({ ...state, cards: [{ ...card, source: 'hub' }] }).modelId).toBe('lcm');
});

test('a visit before there were checkpoints, and a damaged one, mean the first', () => {
  const choices = { plain: { mode: 'none' }, steered: { mode: 'nasa', checkpoint: 7 }, cfg: { mode: 'cfg' } };
  const read = readSettings(JSON.stringify({ version: 1, choices }));
  expect(Object.values(read.choices ?? {}).map(({ checkpoint }) => checkpoint)).toEqual([null, null, null]);
});
