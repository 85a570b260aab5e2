// The presets as data. Each was found on the shipped weights by `npm run eval -- --suite presets` and then chosen by eye: the unguided
// picture of this seed shows the unwanted thing, NASA's at scale 1 does not, and all else reads the same.
import type { Preset } from '../store/promptSlice.ts';

export const PRESETS = Object.freeze([
  { label: 'The rose leaves', positive: 'flower', negative: 'rose', scale: 1, seed: 4 },
  {
    label: 'The blur leaves',
    positive: 'fox',
    negative: 'blurry, pixelated, low resolution',
    scale: 1,
    seed: 5,
  },
  { label: 'The line art leaves', positive: 'car', negative: 'line art', scale: 1, seed: 9 },
  { label: 'The blue leaves', positive: 'pizza', negative: 'blue background', scale: 1, seed: 3 },
  { label: 'Two of three leave', positive: 'apple', negative: 'three', scale: 1, seed: 2 },
  { label: 'The rocket leaves', positive: 'vehicle', negative: 'rocket', scale: 1, seed: 37 },
  { label: 'The night leaves', positive: 'rocket', negative: 'black background', scale: 1, seed: 65 },
] as const satisfies readonly Preset[]);
