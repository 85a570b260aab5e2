// Ctrl+Up and Ctrl+Down: `|` stands for the caret, and for both ends of a selection.

import { expect, it } from 'vitest';
import { stepWeight } from './weightEdit.ts';

/** @returns the text afterwards, with its selection; `same` where nothing is to be done */
function press(marked: string, steps: number): string {
  const from = marked.indexOf('|');
  const text = marked.replaceAll('|', '');
  const to = marked.lastIndexOf('|') === from ? from : marked.lastIndexOf('|') - 1;
  const edit = stepWeight(text, from, to, steps);
  if (!edit) return 'same';
  const after = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  const [start, end] = [edit.selectionStart, edit.selectionEnd];
  const selection = start === end ? '|' : `|${after.slice(start, end)}|`;
  return after.slice(0, start) + selection + after.slice(end);
}

it.each([
  ['a word at the caret', 'red c|at, hat', 'red (c|at:1.1), hat'],
  ['a word before the caret', 'red cat|', 'red (cat|:1.1)'],
  ['a word and its brackets', String.raw`cat\(a\)|`, String.raw`(cat\(a\)|:1.1)`],
  ['a mark around the caret', 'a (red c|at:1.1)', 'a (red c|at:1.2)'],
  ['a mark beside the caret', '(cat:1.1)|', '(cat|:1.2)'],
  ['the inner of two marks', '((c|at:1.1) hat:1.5)', '((c|at:1.2) hat:1.5)'],
  ['brackets alone', '(cat|)', '(cat|:1.2)'],
  ['square brackets', '[cat|]', 'cat|'],
  ['numbers between steps', '(cat|:1.25)', '(cat|:1.35)'],
  ['back to 1', '(cat|:0.9)', 'cat|'],
  ['a selection, without its blanks', 'a| red cat |b', 'a (|red cat|:1.1) b'],
  ['a selection again', 'a (|red cat|:1.1)', 'a (|red cat|:1.2)'],
  ['a selection with its brackets', 'a |(red cat:1.1)|', 'a (|red cat|:1.2)'],
  ['the number of a mark', '(cat:|1.1|)', '(|cat|:1.2)'],
  ['a part of a mark', '(|red| cat:1.3)', '((|red|:1.1) cat:1.3)'],
  ['a number out of range', '(cat|:1.95)', '(cat|:2)'],
])('up on %s', (_, before, after) => {
  expect(press(before, 1)).toBe(after);
});

it.each([
  ['a word', 'cat|', '(cat|:0.9)'],
  ['a mark', '(cat|:1.1)', 'cat|'],
  ['a selection back to 1', '(|red cat|:1.1)', '|red cat|'],
  ['a number far out of range', '(cat|:9)', '(cat|:2)'],
])('down on %s', (_, before, after) => {
  expect(press(before, -1)).toBe(after);
});

it.each([
  ['no word', 'cat,  |  , hat', 1],
  ['an empty prompt', '|', 1],
  ['a selection of blanks', 'a|  |b', 1],
  ['a selection that cuts a mark', '|a (cat|:1.1)', 1],
  ['the most', '(cat|:2)', 1],
  ['the least', '(cat|:0)', -1],
])('does nothing to %s', (_, before, steps) => {
  expect(press(before, steps)).toBe('same');
});

it('ten presses up and ten down give the text back', () => {
  let text = 'a cat| here';
  for (const step of [...Array<number>(10).fill(1), ...Array<number>(10).fill(-1)]) text = press(text, step);
  expect(text).toBe('a cat| here');
});
