// Horizontal bars as SVG, without a library: groups of a few bars each, for docs/performance.md in light and dark.

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Interquartile range, drawn as a whisker around the end of the bar. */
  readonly spread?: number;
  /** At the end of the bar. */
  readonly text: string;
  /** The one that the chart is about. */
  readonly isOurs: boolean;
}

export interface BarGroup {
  readonly label: string;
  readonly bars: readonly Bar[];
}

export interface BarChart {
  readonly title: string;
  readonly groups: readonly BarGroup[];
}

export const THEMES = {
  light: { text: '#1f2328', faint: '#59636e', ours: '#0a7d6c', other: '#b9c2cc', whisker: '#59636e' },
  dark: { text: '#f0f6fc', faint: '#9198a1', ours: '#3ec9ad', other: '#4a535e', whisker: '#9198a1' },
} as const;
export type Theme = keyof typeof THEMES;

/** Pixels. */
const WIDTH = 760;
const LABEL_WIDTH = 190;
const VALUE_WIDTH = 110;
const BAR = 14;
const BAR_STEP = 20;
const GROUP_TITLE = 22;
const GROUP_GAP = 14;
const TITLE = 34;
const FONT = 'font-family="ui-sans-serif, -apple-system, \'Segoe UI\', Helvetica, Arial, sans-serif"';

type Colors = (typeof THEMES)[Theme];

/** On a transparent ground. All groups share one scale, from 0. */
export function barChart({ title, groups }: BarChart, theme: Theme): string {
  const colors = THEMES[theme];
  const ends = groups.flatMap(({ bars }) => bars.map(({ value, spread = 0 }) => value + spread / 2));
  const scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / Math.max(...ends, Number.MIN_VALUE);
  const parts: string[] = [];
  let top = TITLE;
  for (const { label, bars } of groups) {
    parts.push(text(0, top + 12, label, colors.text, 'font-weight="600"'));
    top += GROUP_TITLE;
    for (const bar of bars) {
      parts.push(drawBar(bar, top, scale, colors));
      top += BAR_STEP;
    }
    top += GROUP_GAP;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img" ${FONT} font-size="13">`,
    `<title>${escaped(title)}</title>`,
    text(0, 16, title, colors.text, 'font-size="15" font-weight="600"'),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function drawBar(
  { label, value, spread = 0, text: words, isOurs }: Bar,
  top: number,
  scale: number,
  colors: Colors,
) {
  const end = LABEL_WIDTH + value * scale;
  const middle = top + BAR / 2;
  const whiskerEnd = end + (spread / 2) * scale;
  const whisker = `<path d="M${pixels(end - (spread / 2) * scale)} ${middle}H${pixels(whiskerEnd)}" stroke="${colors.whisker}" stroke-width="2"/>`;
  return [
    text(LABEL_WIDTH - 10, top + 11, label, isOurs ? colors.text : colors.faint, 'text-anchor="end"'),
    `<rect x="${LABEL_WIDTH}" y="${top}" width="${pixels(Math.max(1, value * scale))}" height="${BAR}" rx="2" fill="${isOurs ? colors.ours : colors.other}"/>`,
    ...(spread > 0 ? [whisker] : []),
    text(pixels(Math.max(end, whiskerEnd) + 8), top + 11, words, isOurs ? colors.text : colors.faint),
  ].join('\n');
}

function text(x: number | string, y: number, words: string, fill: string, more = ''): string {
  return `<text x="${x}" y="${y}" fill="${fill}"${more && ` ${more}`}>${escaped(words)}</text>`;
}

const pixels = (value: number) => value.toFixed(1);

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
