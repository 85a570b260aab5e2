// Words into widths: cut with an ellipsis, or broken into lines.

/** Width of a text in pixels. */
export type Measure = (text: string) => number;

/** @returns the text, or as much of it as fits with an ellipsis */
export function fitText(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && measure(`${letters.join('')}…`) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** A long prompt is cut after this. */
const LONGEST_TEXT = 600;

/** @returns lines of at most `width`; a word that is wider alone is cut */
export function wrapText(text: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.slice(0, LONGEST_TEXT).split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each) => fitText(each, width, measure));
}
