// The presets as data. Each was chosen on the embedded model: without guidance the unwanted thing is there, with NASA it is not.
import type { Preset } from '../store/promptSlice.ts';

export const PRESETS = Object.freeze([
  { label: 'A background leaves', positive: 'cat', negative: 'blue background', scale: 1, seed: 7 },
  { label: 'A texture leaves', positive: 'dog', negative: 'blurry', scale: 1, seed: 3 },
  { label: 'A colour leaves', positive: 'fruit', negative: 'red', scale: 1, seed: 11 },
  { label: 'One kind of animal leaves', positive: 'animal', negative: 'cat', scale: 1, seed: 5 },
  { label: 'Colour comes back', positive: 'pizza', negative: 'grayscale', scale: 1, seed: 21 },
  { label: 'The light comes back', positive: 'flower', negative: 'dark', scale: 1, seed: 2 },
  { label: 'The pixels leave', positive: 'rocket', negative: 'pixelated', scale: 1, seed: 14 },
  { label: 'A tint leaves', positive: 'fish', negative: 'blue', scale: 1, seed: 9 },
] as const satisfies readonly Preset[]);
