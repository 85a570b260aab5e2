// Ctrl+Up and Ctrl+Down in a prompt: what they do to its text, as in the AUTOMATIC1111 web UI and ComfyUI.

import { clampWeight, readPromptWeights, type WeightMark } from './promptWeights.ts';

const STEP = 0.1;
/** Weights land on twentieths, so that 1/1.1 + 0.1 is 1 and 1.25 + 0.1 is 1.35. */
const PARTS = 20;

/** A stretch of text replaced by another, and what is selected afterwards. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
}

/**
 * Makes what is selected, or the mark or word at the caret, count one step more or less; at 1 its mark goes.
 * @param steps 1 or -1
 * @returns undefined where there is no word, where the selection cuts through a mark, and at the ends of the range
 */
export function stepWeight(prompt: string, from: number, to: number, steps: number): TextEdit | undefined {
  const target = from === to ? atCaret(prompt, from) : selected(prompt, from, to);
  if (target === undefined) return undefined;
  const { start, end, innerStart, innerEnd, weight } = target;
  const next = clampWeight(Math.round((weight + steps * STEP) * PARTS) / PARTS);
  const inner = prompt.slice(innerStart, innerEnd);
  const text = next === 1 ? inner : `(${inner}:${next})`;
  if (text === prompt.slice(start, end)) return undefined;
  const first = start + (next === 1 ? 0 : 1);
  const caret = first + Math.min(Math.max(from, innerStart), innerEnd) - innerStart;
  const selection = from === to ? [caret, caret] : [first, first + inner.length];
  return { start, end, text, selectionStart: selection[0]!, selectionEnd: selection[1]! };
}

function atCaret(prompt: string, caret: number): WeightMark | undefined {
  const around = readPromptWeights(prompt).marks.find(({ start, end }) => start <= caret && caret <= end);
  if (around) return around;
  for (const { 0: word, index } of prompt.matchAll(/(?:\\.|[^\s,()[\]\\])+/g))
    if (index <= caret && caret <= index + word.length) return unmarked(index, index + word.length);
  return undefined;
}

function selected(prompt: string, from: number, to: number): WeightMark | undefined {
  const text = prompt.slice(from, to);
  if (text.trim() === '') return undefined;
  const start = from + text.length - text.trimStart().length;
  const end = to - text.length + text.trimEnd().length;
  const { marks } = readPromptWeights(prompt);
  const isOf = (mark: WeightMark): boolean =>
    (start === mark.start && end === mark.end) ||
    (start === mark.innerStart && end === mark.innerEnd) ||
    (start >= mark.innerEnd && end <= mark.end); // its number
  const known = marks.find(isOf);
  if (known) return known;
  const isWithin = (mark: WeightMark, place: number): boolean => mark.start < place && place < mark.end;
  const isCut = marks.some((mark) => isWithin(mark, start) !== isWithin(mark, end));
  return isCut ? undefined : unmarked(start, end);
}

function unmarked(start: number, end: number): WeightMark {
  return { start, end, innerStart: start, innerEnd: end, weight: 1 };
}
