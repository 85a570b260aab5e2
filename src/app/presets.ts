// The presets as data. Each was found on the shipped weights by `npm run eval -- --suite presets` and then chosen by eye: the unguided
// picture of this seed shows the unwanted thing, NASA's at scale 1 does not, and all else reads the same.
import type { Preset } from '../store/promptSlice.ts';

export const PRESETS = Object.freeze([
  { label: 'The cat leaves', positive: 'animal', negative: 'cat', scale: 1, seed: 14 },
  { label: 'The blur leaves', positive: 'strawberry', negative: 'blurry', scale: 1, seed: 10 },
  { label: 'The blue leaves', positive: 'heart', negative: 'blue colored', scale: 1, seed: 8 },
  { label: 'The rocket leaves', positive: 'vehicle', negative: 'rocket', scale: 1, seed: 0 },
  { label: 'The night leaves', positive: 'rocket', negative: 'black background', scale: 1, seed: 2 },
  { label: 'The banana leaves', positive: 'fruit', negative: 'banana', scale: 1, seed: 23 },
] as const satisfies readonly Preset[]);
