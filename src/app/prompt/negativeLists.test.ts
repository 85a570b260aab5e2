// The lists promise what was measured: no phrase that neither the evaluation nor a preset uses.

import { expect, it } from 'vitest';
import { PAIRS } from '../../../eval/data/pairs.ts';
import { promptPhrases } from '../../lib/promptPhrases.ts';
import { PRESETS } from '../presets.ts';
import { NEGATIVE_LISTS } from './negativeLists.ts';

const known = new Set(
  [...PAIRS, ...PRESETS].flatMap(({ negative }) => promptPhrases(negative).map(({ text }) => text)),
);

it.each(NEGATIVE_LISTS.flatMap(({ lists }) => lists))('%s', (list) => {
  for (const { text } of promptPhrases(list)) expect(known).toContain(text);
});
