// The presets as data. Each was found on the embedded model by the evaluation's classifier: the unguided picture of this seed shows the
// unwanted thing, NASA's at scale 1 does not, and its subject and other factors read the same.
import type { Preset } from '../store/promptSlice.ts';

export const PRESETS = Object.freeze([
  { label: 'A background leaves', positive: 'cat', negative: 'white background', scale: 1, seed: 19 },
  { label: 'The blur leaves', positive: 'strawberry', negative: 'blurry', scale: 1, seed: 3 },
  { label: 'A colour leaves', positive: 'fish', negative: 'blue colored', scale: 1, seed: 1 },
  { label: 'The light comes back', positive: 'sunflower', negative: 'dark', scale: 1, seed: 50 },
  { label: 'The yellow leaves', positive: 'owl', negative: 'yellow background', scale: 1, seed: 8 },
] as const satisfies readonly Preset[]);
