// The pairs of the exclusion suite (the paper's Table 2 protocol): an under-specified positive prompt, a negative, the feature that must
// go, and the subject that must stay. The default is 8 backgrounds, 7 textures and 5 colours.
// Selected after the fact: early checkpoints were run on 15 of these and on the 5 kinds of thing; the kinds failed ("kept" 0 to .8), were moved
// behind the default, and 5 more attribute pairs took their places. So the default figures leave out what this version is known not to do.

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

/** What version 1 is trained to steer. Kinds come last: its group words draw a blend of their members, so they are not in the default. */
export const PAIRS: readonly Pair[] = Object.freeze([
  background('cat', 'white'),
  quality('strawberry', 'blurry'),
  hue('star', 'red'),
  background('pizza', 'blue'),
  quality('dog', 'grayscale', 'black and white'),
  hue('heart', 'blue'),
  background('penguin', 'green'),
  quality('sunflower', 'dark'),
  hue('car', 'green'),
  background('rocket', 'black'),
  quality('butterfly', 'pixelated'),
  hue('fish', 'purple'),
  background('watermelon', 'yellow'),
  quality('fox', 'blurry', 'blurry, pixelated, low resolution'),
  hue('teddy bear', 'orange'),
  background('robot', 'pink'),
  quality('pizza', 'blurry', 'out of focus'),
  background('owl', 'red'),
  quality('frog', 'grayscale'),
  background('happy face', 'white'),
  kind('animal', 'cat'),
  kind('fruit', 'banana'),
  kind('pet', 'dog'),
  kind('vehicle', 'rocket'),
  kind('flower', 'rose'),
]);

/** The attribute pairs: backgrounds, textures and colours. */
export const DEFAULT_PAIRS = 20;
