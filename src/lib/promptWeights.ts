// How much each word of a prompt counts: `(word:1.2)`, `(word)`, `[word]`, as people know it from the AUTOMATIC1111 web UI.

/** A word counts from not at all to twice. */
export const MOST_WEIGHT = 2;

/** What a pair of brackets without a number does. */
const STEP = 1.1;

/** Stands where nothing is to be read, and parts no word. */
const ESCAPE = '\0';

/** Brackets within brackets that are counted; more of them are text. */
const DEPTH = 20;

/** One pair of brackets that counts. */
export interface WeightMark {
  /** Of its opening bracket. */
  readonly start: number;
  /** Behind its closing one. */
  readonly end: number;
  /** What stands in it, without the number. */
  readonly innerStart: number;
  readonly innerEnd: number;
  /** As written, so perhaps out of range; 1.1 and 1/1.1 for brackets alone. Marks around this one are not counted in. */
  readonly weight: number;
}

export interface WeightedPrompt {
  /**
   * The prompt with blanks for its marks, and `ESCAPE` for backslashes that keep a bracket from being one: as long as before,
   * so that places in one are places in the other.
   */
  readonly text: string;
  /** Of the word at this place; 1 is plain. */
  readonly weightAt: (place: number) => number;
  /** Some number was outside 0 to `MOST_WEIGHT`, and was taken as the nearest end. */
  readonly isClamped: boolean;
  /** Inner ones come before those around them. */
  readonly marks: readonly WeightMark[];
}

interface OpenBracket {
  readonly bracket: '(' | '[';
  readonly place: number;
}

/**
 * `(a:1.3)` counts 1.3 times, `(a)` 1.1 times, `[a]` 1/1.1 times; brackets nest and multiply; `\(` is a bracket to be read.
 * A bracket without its partner is text, so that half a mark does nothing while a person types it.
 */
export function readPromptWeights(prompt: string): WeightedPrompt {
  const letters = Array.from({ length: prompt.length }, (_, place) => prompt[place]!);
  const weights = new Float64Array(prompt.length).fill(1);
  const open: OpenBracket[] = [];
  const marks: WeightMark[] = [];
  const close = (bracket: '(' | '[', from: number, to: number, weight: number): void => {
    const { place } = open.splice(open.findLastIndex((one) => one.bracket === bracket))[0]!;
    for (let i = place; i < from; i++) weights[i]! *= weight;
    marks.push({ start: place, end: to, innerStart: place + 1, innerEnd: from, weight });
    for (const i of [place, ...Array.from({ length: to - from }, (_, k) => from + k)]) letters[i] = ' ';
  };
  const isOpen = (bracket: '(' | '['): boolean => open.some((one) => one.bracket === bracket);
  for (let place = 0; place < prompt.length; place++) {
    const letter = prompt[place]!;
    if (letter === '\\' && /[()[\]\\]/.test(prompt[place + 1] ?? '')) letters[place++] = ESCAPE;
    else if (letter === '(' || letter === '[') {
      if (open.length < DEPTH) open.push({ bracket: letter, place });
    } else if (letter === ']' && isOpen('[')) close('[', place, place + 1, 1 / STEP);
    else if (letter === ')' && isOpen('(')) close('(', place, place + 1, STEP);
    else if (letter === ':' && isOpen('(')) {
      const number = numberAt(prompt, place);
      if (!number) continue;
      close('(', place, number.end, number.value);
      place = number.end - 1;
    }
  }
  return weighted(letters.join(''), weights, marks);
}

/** A word of a weighted text as a tokenizer is to read it. */
export function readableWord(word: string): string {
  return word.replaceAll(ESCAPE, '');
}

/** `:1.3)` at this place. */
function numberAt(
  prompt: string,
  place: number,
): { readonly value: number; readonly end: number } | undefined {
  const mark = /:\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*\)/y;
  mark.lastIndex = place;
  const value = mark.exec(prompt)?.[1];
  return value === undefined ? undefined : { value: Number(value), end: mark.lastIndex };
}

/** Into what a word may count. */
export function clampWeight(weight: number): number {
  return Math.min(MOST_WEIGHT, Math.max(0, weight));
}

function weighted(text: string, weights: Float64Array, marks: readonly WeightMark[]): WeightedPrompt {
  return {
    text,
    weightAt: (place) => clampWeight(weights[place] ?? 1),
    isClamped: weights.some((weight) => clampWeight(weight) !== weight),
    marks,
  };
}
