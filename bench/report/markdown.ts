// Small pieces of Markdown for the generated report.

/** @param align one character a column: `l` or `r` */
export function table(align: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = Array.from(align, (side) => (side === 'r' ? '--:' : '---'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A figure in light and dark; GitHub shows the one of its theme. Paths are relative to docs/. */
export function picture(path: string, alternative: string): string {
  return [
    '<picture>',
    `  <source media="(prefers-color-scheme: dark)" srcset="${path}-dark.svg">`,
    `  <img alt="${alternative}" src="${path}-light.svg">`,
    '</picture>',
  ].join('\n');
}

/** Not measured: a dash. */
export function figure(value: number | null | undefined, unit = ''): string {
  if (value === null || value === undefined) return '–';
  return `${value.toLocaleString('en-US', { maximumSignificantDigits: value < 1000 ? 3 : 4 })}${unit}`;
}
