// The pairs of the exclusion suite (the paper's Table 2 protocol): an under-specified positive prompt, a negative, the feature that must
// go, and the subject that must stay. Chosen by kind before any result was seen: 6 backgrounds, 5 textures, 4 colours, 5 kinds.

/** What must not show: a value of a classifier head, or subjects. */
export type Feature =
  | { readonly head: 'background' | 'hue' | 'quality'; readonly value: string }
  | { readonly subjects: readonly string[] };

export interface Pair {
  readonly positive: string;
  readonly negative: string;
  readonly feature: Feature;
  /** The picture keeps its promise when its subject is one of these; a group name stands for its members. */
  readonly keep: string;
}

const background = (positive: string, value: string): Pair => ({
  positive,
  negative: `${value} background`,
  feature: { head: 'background', value },
  keep: positive,
});

const quality = (positive: string, value: string, negative = value): Pair => ({
  positive,
  negative,
  feature: { head: 'quality', value },
  keep: positive,
});

const hue = (positive: string, value: string): Pair => ({
  positive,
  negative: `${value} colored`,
  feature: { head: 'hue', value },
  keep: positive,
});

const kind = (group: string, subject: string): Pair => ({
  positive: group,
  negative: subject,
  feature: { subjects: [subject] },
  keep: group,
});

export const PAIRS: readonly Pair[] = Object.freeze([
  background('cat', 'white'),
  quality('strawberry', 'blurry'),
  kind('animal', 'cat'),
  hue('star', 'red'),
  background('pizza', 'blue'),
  quality('dog', 'grayscale', 'black and white'),
  kind('fruit', 'banana'),
  hue('heart', 'blue'),
  background('penguin', 'green'),
  quality('sunflower', 'dark'),
  kind('pet', 'dog'),
  hue('car', 'green'),
  background('rocket', 'black'),
  quality('butterfly', 'pixelated'),
  kind('vehicle', 'rocket'),
  hue('fish', 'purple'),
  background('watermelon', 'yellow'),
  quality('fox', 'blurry', 'blurry, pixelated, low resolution'),
  kind('flower', 'rose'),
  background('robot', 'pink'),
]);
