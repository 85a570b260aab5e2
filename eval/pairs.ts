// The pairs of the exclusion suite (the paper's Table 2 protocol): an under-specified positive prompt, a negative, the feature that must
// go, and the subject that must stay: 8 backgrounds, 7 textures, 5 colours and 5 kinds of thing.
// How they were chosen: 15 of the attribute pairs and the kinds came first; five attribute pairs (those from "fox" on, but for the kinds) were
// added after early checkpoints of version 1 had been seen, when the kinds failed and were left out of its figures. `--pairs 20` leaves them out.

/** What must not show: a value of a classifier head, or subjects. */
export type Feature =
  | {
      readonly head: 'background' | 'hue' | 'quality' | 'style' | 'size' | 'count' | 'tone';
      readonly value: string;
    }
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

/** A prefix of this list is run with --pairs. */
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

export const DEFAULT_PAIRS = PAIRS.length;
