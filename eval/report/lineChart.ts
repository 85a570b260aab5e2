// Lines over a numeric axis as SVG, without a library: intervals as bands, or as crosses where both axes were measured; in light and dark.

export interface Point {
  readonly x: number;
  readonly y: number;
  /** 95 % interval of y. */
  readonly yRange?: readonly [number, number] | undefined;
  /** Of x, where that was measured too. */
  readonly xRange?: readonly [number, number] | undefined;
  /** Beside the point. */
  readonly label?: string;
}

export interface Series {
  readonly name: string;
  /** In this order. */
  readonly points: readonly Point[];
}

export interface Axis {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  /** Where lines and numbers stand. */
  readonly ticks: readonly number[];
}

export interface LineChart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Six at most: so many colours there are. The first is the one that the chart is about. */
  readonly series: readonly Series[];
}

/** Told apart by lightness and dashes too. */
export const CHART_THEMES = {
  light: {
    text: '#1f2328',
    faint: '#59636e',
    grid: '#d9dee4',
    lines: ['#0a7d6c', '#c2570c', '#3b5bdb', '#8a3ab9', '#7a6a00', '#59636e'],
  },
  dark: {
    text: '#f0f6fc',
    faint: '#9198a1',
    grid: '#333b45',
    lines: ['#3ec9ad', '#f59f5b', '#8ba4ff', '#d59cf2', '#d9c34a', '#9198a1'],
  },
} as const;
export type ChartTheme = keyof typeof CHART_THEMES;

const DASHES = ['', '7 4', '2 4', '9 3 2 3', '4 2', '1 3'];
/** Pixels. */
const [WIDTH, HEIGHT] = [720, 400];
const PLOT = { left: 58, right: 36, top: 66, bottom: 52 };
const FONT = 'font-family="ui-sans-serif, -apple-system, \'Segoe UI\', Helvetica, Arial, sans-serif"';

type Colors = (typeof CHART_THEMES)[ChartTheme];
type Place = (value: number) => number;

/** On a transparent ground. */
export function lineChart({ title, x, y, series }: LineChart, theme: ChartTheme): string {
  const colors = CHART_THEMES[theme];
  const toX: Place = (value) =>
    PLOT.left + ((value - x.min) / (x.max - x.min)) * (WIDTH - PLOT.left - PLOT.right);
  const toY: Place = (value) =>
    HEIGHT - PLOT.bottom - ((value - y.min) / (y.max - y.min)) * (HEIGHT - PLOT.top - PLOT.bottom);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" ${FONT} font-size="13">`,
    `<title>${escaped(title)}</title>`,
    words(0, 18, title, colors.text, 'font-size="15" font-weight="600"'),
    ...legend(series, colors),
    ...axes(x, y, toX, toY, colors),
    ...series.map((one, i) => ranges(one, toX, toY, colors.lines[i]!)),
    ...series.map((one, i) => line(one, toX, toY, colors.lines[i]!, DASHES[i]!)),
    ...series.flatMap((one, i) => labels(one, toX, toY, colors.lines[i]!)),
    '</svg>',
    '',
  ].join('\n');
}

function legend(series: readonly Series[], colors: Colors): string[] {
  let left = 0;
  return series.flatMap(({ name }, i) => {
    const x = left;
    left += 50 + 7.2 * name.length;
    return [
      `<path d="M${px(x)} 40H${px(x + 26)}" stroke="${colors.lines[i]}" stroke-width="2.5"${dashed(DASHES[i]!)}/>`,
      words(px(x + 33), 44, name, colors.text),
    ];
  });
}

function axes(x: Axis, y: Axis, toX: Place, toY: Place, colors: Colors): string[] {
  const [left, right] = [PLOT.left, WIDTH - PLOT.right];
  const [top, bottom] = [PLOT.top, HEIGHT - PLOT.bottom];
  return [
    ...y.ticks.flatMap((tick) => [
      `<path d="M${left} ${px(toY(tick))}H${right}" stroke="${colors.grid}"/>`,
      words(left - 8, px(toY(tick) + 4), tickText(tick), colors.faint, 'text-anchor="end"'),
    ]),
    ...x.ticks.flatMap((tick) => [
      `<path d="M${px(toX(tick))} ${bottom}v5" stroke="${colors.faint}"/>`,
      words(px(toX(tick)), bottom + 20, tickText(tick), colors.faint, 'text-anchor="middle"'),
    ]),
    `<path d="M${left} ${bottom}H${right}" stroke="${colors.faint}"/>`,
    words((left + right) / 2, HEIGHT - 10, x.label, colors.text, 'text-anchor="middle"'),
    words(
      0,
      0,
      y.label,
      colors.text,
      `text-anchor="middle" transform="translate(14 ${(top + bottom) / 2}) rotate(-90)"`,
    ),
  ];
}

/** A band where every point has an interval of y alone, crosses where x has one too. */
function ranges({ points }: Series, toX: Place, toY: Place, color: string): string {
  const crossed = points.some(({ xRange }) => xRange !== undefined);
  if (crossed) {
    const marks = points.map(({ x, y, xRange, yRange }) => {
      const across = xRange ? `M${px(toX(xRange[0]))} ${px(toY(y))}H${px(toX(xRange[1]))}` : '';
      const down = yRange ? `M${px(toX(x))} ${px(toY(yRange[0]))}V${px(toY(yRange[1]))}` : '';
      return across + down;
    });
    return `<path d="${marks.join('')}" stroke="${color}" stroke-opacity="0.4" fill="none"/>`;
  }
  const bounded = points.flatMap(({ x, yRange }) => (yRange ? [{ x, yRange }] : []));
  const upper = bounded.map(({ x, yRange }) => `${px(toX(x))} ${px(toY(yRange[1]))}`);
  const lower = bounded.toReversed().map(({ x, yRange }) => `${px(toX(x))} ${px(toY(yRange[0]))}`);
  return bounded.length < 2
    ? ''
    : `<path d="M${[...upper, ...lower].join('L')}Z" fill="${color}" fill-opacity="0.16"/>`;
}

function line({ points }: Series, toX: Place, toY: Place, color: string, dashes: string): string {
  const places = points.map(({ x, y }) => [px(toX(x)), px(toY(y))] as const);
  const dots = places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${color}"/>`);
  const path = places.map((place) => place.join(' ')).join('L');
  return [
    `<path d="M${path}" stroke="${color}" stroke-width="2.5" stroke-linejoin="round" fill="none"${dashed(dashes)}/>`,
    ...dots,
  ].join('\n');
}

function labels({ points }: Series, toX: Place, toY: Place, color: string): string[] {
  return points.flatMap(({ x, y, label }) =>
    label === undefined ? [] : [words(px(toX(x) + 7), px(toY(y) - 7), label, color, 'font-size="12"')],
  );
}

function words(x: number | string, y: number | string, text: string, fill: string, more = ''): string {
  return `<text x="${x}" y="${y}" fill="${fill}"${more && ` ${more}`}>${escaped(text)}</text>`;
}

const px = (value: number) => value.toFixed(1);
const dashed = (dashes: string) => dashes && ` stroke-dasharray="${dashes}"`;
const tickText = (value: number) => String(Number(value.toFixed(4)));

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
