// Ctrl or Cmd with an arrow up or down, in a prompt: which change of the text that is.
import { stepWeight, type TextEdit } from '../../lib/weightEdit.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

/** @returns undefined for other keys, `null` where the keys change nothing here */
export function weightEditOf(
  { key, ctrlKey, metaKey, altKey, shiftKey, isComposing }: KeyboardEvent,
  { value, selectionStart, selectionEnd }: HTMLTextAreaElement,
): TextEdit | null | undefined {
  const steps = STEPS[key];
  if (steps === undefined || ctrlKey === metaKey || altKey || shiftKey || isComposing) return undefined;
  return stepWeight(value, selectionStart, selectionEnd, steps) ?? null;
}
