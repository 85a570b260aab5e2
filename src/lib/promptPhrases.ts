// The comma-separated phrases of a prompt, each of which can be switched off and on again: `(phrase:0)` is off, so the text says it all.

import { readableWord, readPromptWeights, type WeightMark } from './promptWeights.ts';

export interface Phrase {
  /** In the prompt, without the blanks around it. */
  readonly start: number;
  readonly end: number;
  /** As the model reads it, without marks. */
  readonly text: string;
  readonly isOff: boolean;
}

/** A comma inside a mark parts nothing here: the mark is one thing to switch. Phrases without a letter are left out. */
export function promptPhrases(prompt: string): readonly Phrase[] {
  const { text, marks } = readPromptWeights(prompt);
  const isWithin = (place: number): boolean => marks.some(({ start, end }) => start < place && place < end);
  const commas = Array.from(text.matchAll(/,/g), ({ index }) => index).filter((place) => !isWithin(place));
  return [...commas, prompt.length].flatMap((to, i) => {
    const from = i === 0 ? 0 : commas[i - 1]! + 1;
    const readable = readableWord(text.slice(from, to)).replace(/\s+/g, ' ').trim();
    if (readable === '') return [];
    const raw = prompt.slice(from, to);
    const start = from + raw.length - raw.trimStart().length;
    const end = to - raw.length + raw.trimEnd().length;
    return [{ start, end, text: readable, isOff: markOf(marks, start, end)?.weight === 0 }];
  });
}

/** @returns the prompt with this phrase of it off where it was on, and on, with the weight it had, where it was off */
export function switchPhrase(prompt: string, { start, end, isOff }: Phrase): string {
  const raw = prompt.slice(start, end);
  return prompt.slice(0, start) + (isOff ? switchedOn(raw) : switchedOff(raw)) + prompt.slice(end);
}

/** Every phrase of the list is in the prompt, and on. */
export function hasPhrases(prompt: string, list: string): boolean {
  const phrases = promptPhrases(prompt);
  return promptPhrases(list).every((wanted) => findPhrase(phrases, wanted)?.isOff === false);
}

/** @returns the prompt without the phrases of the list, on or off */
export function removePhrases(prompt: string, list: string): string {
  const gone = promptPhrases(list);
  const kept = promptPhrases(prompt).filter((phrase) => !findPhrase(gone, phrase));
  return kept.map(({ start, end }) => prompt.slice(start, end)).join(', ');
}

/** @returns the prompt with each phrase of the list in it, and on */
export function addPhrases(prompt: string, list: string): string {
  return promptPhrases(list).reduce((result, wanted) => {
    const { start, end } = wanted;
    const known = findPhrase(promptPhrases(result), wanted);
    if (known) return known.isOff ? switchPhrase(result, known) : result;
    const before = result.trim().replace(/,$/, '');
    return (before === '' ? '' : `${before}, `) + list.slice(start, end);
  }, prompt);
}

function findPhrase(phrases: readonly Phrase[], { text }: Phrase): Phrase | undefined {
  return phrases.find((phrase) => phrase.text.toLowerCase() === text.toLowerCase());
}

/** Half a mark would take the brackets for its own: it is read as text, so it is written as text. */
function switchedOff(raw: string): string {
  const off = `(${raw}:0)`;
  const isWhole = markOf(readPromptWeights(off).marks, 0, off.length) !== undefined;
  return isWhole ? off : `(${raw.replace(/\\?[()[\]]/g, (bracket) => `\\${bracket.at(-1)!}`)}:0)`;
}

function switchedOn(raw: string): string {
  const { innerStart, innerEnd } = markOf(readPromptWeights(raw).marks, 0, raw.length)!;
  return raw.slice(innerStart, innerEnd).trim();
}

/** The outermost mark that is all of this stretch. */
function markOf(marks: readonly WeightMark[], start: number, end: number): WeightMark | undefined {
  return marks.findLast((mark) => mark.start === start && mark.end === end);
}
