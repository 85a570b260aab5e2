// Which seeds make the point: the unwanted thing goes, and nothing else does.

import { expect, it } from 'vitest';
import type { Pair } from '../data/pairs.ts';
import type { Verdict } from '../judge/classifier.ts';
import { makesThePoint } from './presets.ts';

const classifier = {
  excludes: ({ subject, values }: Verdict, feature: Pair['feature']) =>
    'subjects' in feature
      ? !feature.subjects.includes(subject)
      : !feature.values.includes(values[feature.head]!),
  keeps: ({ subject }: Verdict, name: string) =>
    (name === 'flower' ? ['rose', 'tulip'] : [name]).includes(subject),
};

const none = new Float32Array();
const reads = (subject: string, values: Readonly<Record<string, string>>): Verdict => ({
  subject,
  values: { background: 'white', tone: 'yellow', ...values },
  subjectLogits: none,
  features: none,
  embedding: none,
});

const noRose: Pair = {
  positive: 'flower',
  negative: 'rose',
  feature: { subjects: ['rose'] },
  keep: 'flower',
};
const noWhite: Pair = {
  positive: 'tulip',
  negative: 'white background',
  feature: { head: 'background', values: ['white'] },
  keep: 'tulip',
};

it.each([
  ['the rose becomes a tulip', noRose, reads('rose', {}), reads('tulip', {}), true],
  [
    '... which has another skin tone, to the judge',
    noRose,
    reads('rose', {}),
    reads('tulip', { tone: 'dark' }),
    true,
  ],
  ['... on another background', noRose, reads('rose', {}), reads('tulip', { background: 'blue' }), false],
  ['no rose was there', noRose, reads('tulip', {}), reads('tulip', {}), false],
  ['the rose stays', noRose, reads('rose', {}), reads('rose', {}), false],
  ['the rose becomes a cat', noRose, reads('rose', {}), reads('cat', {}), false],
  ['white becomes blue', noWhite, reads('tulip', {}), reads('tulip', { background: 'blue' }), true],
  [
    '... and the skin changes',
    noWhite,
    reads('tulip', {}),
    reads('tulip', { background: 'blue', tone: 'dark' }),
    false,
  ],
] as const)('%s', (_, pair, plain, guided, expected) => {
  expect(makesThePoint(classifier, pair, plain, guided)).toBe(expected);
});
