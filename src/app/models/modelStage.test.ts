// What a card says of its size, in each stage and for each source.
import { expect, test } from 'vitest';
import type { ModelCard } from '../../protocol/library.ts';
import { modelStage, sizeText } from './modelStage.ts';

const CARD: ModelCard = {
  id: 'm',
  name: 'M',
  summary: 'Draws.',
  licence: undefined,
  source: 'hub',
  origin: 'hub.test/m',
  totalBytes: 2.52e9,
  storedBytes: 0,
  unfinishedBytes: 0,
  isReady: false,
  notices: [],
};

test.each([
  [{}, 'absent', '2.5 GB to download'],
  [{ unfinishedBytes: 120e6 }, 'paused', '120 of 2520 MB, paused'],
  [{ storedBytes: 100e6, unfinishedBytes: 20e6 }, 'paused', '120 of 2520 MB, paused'],
  [{ storedBytes: 2.52e9, isReady: true }, 'ready', 'stored, 2.5 GB'],
  [{ source: 'local', storedBytes: 2.52e9, isReady: true }, 'ready', '2.5 GB'],
  [{ source: 'embedded', isReady: true, totalBytes: 0 }, 'ready', ''],
] as const)('%j is %s: %s', (change, stage, text) => {
  const card = { ...CARD, ...change };
  expect(modelStage(card)).toBe(stage);
  expect(sizeText(card)).toBe(text);
});
