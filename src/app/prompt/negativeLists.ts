// Negatives to choose from, as data. Each phrase is one of the evaluation's pairs (eval/pairs.ts) or of the presets, so what it takes away
// has been measured or looked at.

export interface NegativeGroup {
  readonly label: string;
  readonly lists: readonly string[];
}

export const NEGATIVE_LISTS: readonly NegativeGroup[] = Object.freeze([
  { label: 'Quality', lists: ['blurry, pixelated, low resolution', 'out of focus', 'too dark'] },
  { label: 'Style', lists: ['black and white', 'grayscale'] },
  {
    label: 'Colour',
    lists: ['red colored', 'orange colored', 'green colored', 'blue colored', 'purple colored'],
  },
  {
    label: 'Background',
    lists: ['white background', 'black background', 'yellow background', 'blue background'],
  },
  { label: 'Thing', lists: ['cat', 'dog', 'banana', 'rocket', 'rose'] },
]);
