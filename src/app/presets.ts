// The presets as data. Each was found on the shipped weights by `npm run eval -- --suite presets` and then chosen by eye: the unguided
// picture of this seed shows the unwanted thing, NASA's at scale 1 does not, and all else reads the same. The first one's seed draws clean
// pictures in natural colours, because it stays while a visitor types prompts of their own.
import type { Preset } from '../store/promptSlice.ts';

export const PRESETS = Object.freeze([
  { label: 'The rose leaves', positive: 'flower', negative: 'rose', scale: 1, seed: 39 },
  {
    label: 'The blur leaves',
    positive: 'fox',
    negative: 'blurry, pixelated, low resolution',
    scale: 1,
    seed: 17,
  },
  { label: 'The cat leaves', positive: 'animal', negative: 'cat', scale: 1, seed: 66 },
  { label: 'The line art leaves', positive: 'car', negative: 'line art', scale: 1, seed: 25 },
  { label: 'The white leaves', positive: 'happy face', negative: 'white background', scale: 1, seed: 37 },
  { label: 'The purple leaves', positive: 'fish', negative: 'purple colored', scale: 1, seed: 24 },
  { label: 'Two of three leave', positive: 'apple', negative: 'three', scale: 1, seed: 2 },
  { label: 'The rocket leaves', positive: 'vehicle', negative: 'rocket', scale: 1, seed: 37 },
] as const satisfies readonly Preset[]);
