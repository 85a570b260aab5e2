// The stages of a frame as the panel calls them.
import type { Stage } from '../../store/frameTimes.ts';

export const STAGE_NAMES: Readonly<Record<Stage, string>> = Object.freeze({
  tokenize: 'Tokens',
  text: 'Text encoder',
  prompt: 'Keys and values',
  pictures: 'Pictures',
});
