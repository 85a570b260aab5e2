// The pairs that exclusion is measured on (the paper's Table 2 protocol): an under-specified positive prompt, a negative, the feature that
// must go, and the subject that must stay. A prefix is run with --pairs; kinds are mixed, so that any prefix has some of each.
// How they were chosen: 25 of them were those of version 2 (5 of its attribute pairs, from the second "fox" on, came after early checkpoints of
// version 1 had been seen); the styles, sizes, counts, skin tones and lists were written before any weights of version 3 were evaluated.

export type Head = 'background' | 'hue' | 'quality' | 'style' | 'size' | 'count' | 'tone';

/** What must not show: values of a classifier head, or subjects. */
export type Feature =
  { readonly head: Head; readonly values: readonly string[] } | { readonly subjects: readonly string[] };

export interface Pair {
  readonly positive: string;
  readonly negative: string;
  readonly feature: Feature;
  /** The picture keeps its promise when its subject is one of these; a group name stands for its members. */
  readonly keep: string;
}

const of =
  (head: Head, say: (value: string) => string = (value) => value) =>
  (positive: string, value: string, negative = say(value)): Pair =>
    Object.freeze<Pair>({ positive, negative, feature: { head, values: [value] }, keep: positive });

const background = of('background', (value) => `${value} background`);
const hue = of('hue', (value) => `${value} colored`);
const tone = of('tone', (value) => `${value} skin`);
const [quality, style, size, count] = [of('quality'), of('style'), of('size'), of('count')];

const kind = (group: string, subject: string): Pair =>
  Object.freeze<Pair>({ positive: group, negative: subject, feature: { subjects: [subject] }, keep: group });

/** No degradation at all may be left. */
const qualityList = (positive: string, negative: string): Pair =>
  Object.freeze<Pair>({
    positive,
    negative,
    feature: { head: 'quality', values: ['blurry', 'pixelated', 'grayscale', 'dark'] },
    keep: positive,
  });

export const PAIRS: readonly Pair[] = Object.freeze([
  background('cat', 'white'),
  quality('strawberry', 'blurry'),
  hue('star', 'red'),
  kind('animal', 'cat'),
  style('tiger', '3d', '3d render'),
  qualityList('fox', 'blurry, pixelated, low resolution, black and white, too dark'),
  background('pizza', 'blue'),
  quality('dog', 'grayscale', 'black and white'),
  hue('heart', 'blue'),
  size('house', 'small'),
  kind('fruit', 'banana'),
  tone('woman', 'dark', 'dark skin'),
  background('penguin', 'green'),
  quality('sunflower', 'dark', 'underexposed'),
  hue('car', 'green'),
  count('mushroom', 'two'),
  style('umbrella', 'flat', 'flat design'),
  kind('pet', 'dog'),
  background('rocket', 'black'),
  quality('butterfly', 'pixelated'),
  hue('fish', 'purple'),
  style('guitar', 'noto', 'noto style'),
  tone('boy', 'light', 'light skin'),
  qualityList('robot', 'low quality'),
  kind('vehicle', 'rocket'),
  background('watermelon', 'yellow'),
  quality('fox', 'blurry', 'blurry, pixelated, low resolution'),
  hue('teddy bear', 'orange'),
  count('apple', 'three'),
  style('car', 'line art'),
  background('robot', 'pink'),
  quality('pizza', 'blurry', 'out of focus'),
  kind('flower', 'rose'),
  background('owl', 'red'),
  quality('frog', 'grayscale'),
  background('happy face', 'white'),
  size('cat', 'big', 'close-up'),
  style('dragon', '3d'),
  kind('livestock', 'cow'),
  tone('thumbs up', 'medium', 'medium skin tone'),
]);

export const DEFAULT_PAIRS = PAIRS.length;
