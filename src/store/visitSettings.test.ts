// Settings survive a round trip; damage, other versions and values out of range cost only themselves.
import { expect, test } from 'vitest';
import { readVisit, visitOf, writeVisit } from './visitSettings.ts';
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
    compared: ['cfg', 'plain'],
    steps: 4,
    stepsModel: 'lcm',
    modelId: 'lcm',
    theme: 'dark',
    tourSeen: true,
  });
  store.setState({
    across: 'seed',
    down: 'negative',
    axisSettings: { scales: 5, firstSeed: 90, seeds: 3, negatives: 'red\nblue' },
    liveMotion: 'both',
    liveSpeed: 'slow',
    picturesPerSeed: 12,
  });
  return store.getState();
}

test('what is written is read again', () => {
  const settings = visitOf(changedState());
  expect(settings).toMatchObject({
    positive: 'ein Hund “x”',
    scale: 0.37,
    choices: CHOICES,
    view: 'wipe',
    compared: ['cfg', 'plain'],
    theme: 'dark',
    down: 'negative',
    axisSettings: { negatives: 'red\nblue' },
    liveMotion: 'both',
  });
  expect(readVisit(writeVisit(settings))).toEqual(settings);
});

test('no picture, no problem and no time is among them', () => {
  const prompts = 'negative positive scale seed seedLocked steps stepsModel modelId theme tourSeen';
  const views = 'choices view compared across down axisSettings liveMotion liveSpeed picturesPerSeed';
  expect(Object.keys(visitOf(changedState())).sort()).toEqual(`${prompts} ${views}`.split(' ').sort());
});

test.each([null, '', '{"version":1', 'null', '[]', '"x"', '7', '{"version":2,"scale":1}'])(
  'reads nothing from %j',
  (written) => {
    expect(readVisit(written)).toEqual({});
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
    compared: ['plain', 'plain'],
    across: 'time',
    down: 'scale',
    axisSettings: { scales: 5, firstSeed: 90, seeds: 300, negatives: '' },
    liveMotion: 'up',
    liveSpeed: 2,
    picturesPerSeed: 1.5,
  };
  const written = JSON.stringify({ version: 1, negative: 'blurry', steps: NaN, ...damage });
  expect(readVisit(written)).toEqual({ negative: 'blurry' });
});

test.each([
  { compared: ['plain'] },
  { compared: ['plain', 'steered', 'cfg'] },
  { compared: ['plain', 'toString'] },
  { compared: 'plain' },
  { across: 'seed', down: 'seed' },
  { across: 'seed' },
  { down: 'seed' },
  { axisSettings: { scales: 5, firstSeed: 90, seeds: 3 } },
  { axisSettings: { scales: 2.5, firstSeed: 90, seeds: 3, negatives: '' } },
  { axisSettings: null },
  { picturesPerSeed: 0 },
])('leaves out the damaged %j', (damage) => {
  expect(readVisit(JSON.stringify({ version: 1, ...damage }))).toEqual({});
});

test('a sheet without rows comes back as one', () => {
  const written = JSON.stringify({ version: 1, across: 'seed', down: null });
  expect(readVisit(written)).toEqual({ across: 'seed', down: null });
});

test('a prompt of a million letters is not kept', () => {
  const written = JSON.stringify({ version: 1, positive: 'x'.repeat(1e6), scale: 1 });
  expect(readVisit(written)).toEqual({ scale: 1 });
});

test('a folder of this machine is not kept: it has to be given again', () => {
  const state = changedState();
  const card = { id: 'lcm', source: 'local' } as NonNullable<typeof state.cards>[number];
  expect(visitOf({ ...state, cards: [card] }).modelId).toBeNull();
  expect(visitOf({ ...state, cards: [{ ...card, source: 'hub' }] }).modelId).toBe('lcm');
});

test('a visit before there were checkpoints, and a damaged one, mean the first', () => {
  const choices = { plain: { mode: 'none' }, steered: { mode: 'nasa', checkpoint: 7 }, cfg: { mode: 'cfg' } };
  const read = readVisit(JSON.stringify({ version: 1, choices }));
  expect(Object.values(read.choices ?? {}).map(({ checkpoint }) => checkpoint)).toEqual([null, null, null]);
});
