// What the page's scripts, styles and HTML weigh on the wire: each of them and all together, against a budget. Fonts are told apart.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** All scripts, styles and HTML of the page, ONNX Runtime's script included; its wasm, fonts and the weights are apart. Bytes after gzip. */
export const PAGE_BUDGET = 350_000;

const COUNTED: readonly string[] = ['.js', '.css', '.html'];
/** Compressed already: they go over the wire as they are. */
const FONTS: readonly string[] = ['.woff', '.woff2', '.ttf', '.otf'];

export interface BuiltFile {
  readonly file: string;
  readonly contents: Uint8Array;
}

export interface FileWeight {
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

export interface PageWeight {
  /** What the budget is for, the heaviest first. */
  readonly counted: readonly FileWeight[];
  readonly gzipBytes: number;
  readonly fonts: number;
  readonly fontBytes: number;
}

const isOneOf = (extensions: readonly string[], file: string): boolean =>
  extensions.includes(path.extname(file));

/** @param folder of a built page @returns those of its files that are weighed */
export function readBuiltFiles(folder: string): readonly BuiltFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => isOneOf([...COUNTED, ...FONTS], file))
    .map((file) => ({ file, contents: readFileSync(path.join(folder, file)) }));
}

export function weighPage(files: readonly BuiltFile[]): PageWeight {
  const counted = files
    .filter(({ file }) => isOneOf(COUNTED, file))
    .map(({ file, contents }) => ({
      name: path.basename(file),
      bytes: contents.byteLength,
      gzipBytes: gzipSync(contents).byteLength,
    }))
    .sort((a, b) => b.gzipBytes - a.gzipBytes);
  const fonts = files.filter(({ file }) => isOneOf(FONTS, file));
  return {
    counted,
    gzipBytes: counted.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0),
    fonts: fonts.length,
    fontBytes: fonts.reduce((sum, { contents }) => sum + contents.byteLength, 0),
  };
}

/** One line a file, e.g. `  81.2 kB gzip   260.1 kB  index-B1.js`, the sum, and the fonts. */
export function pageReport({ counted, gzipBytes, fonts, fontBytes }: PageWeight): string {
  const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(7);
  const lines = counted.map(
    (file) => `${kilobytes(file.gzipBytes)} kB gzip ${kilobytes(file.bytes)} kB  ${file.name}`,
  );
  const sum = `${kilobytes(gzipBytes)} kB gzip of at most ${PAGE_BUDGET / 1000}: all scripts, styles and HTML`;
  return [...lines, sum, `${kilobytes(fontBytes)} kB besides: ${fonts} fonts`].join('\n');
}

/** @returns a sentence where the page is over the budget */
export function overBudget({ gzipBytes }: PageWeight): string | undefined {
  if (gzipBytes <= PAGE_BUDGET) return undefined;
  return `scripts, styles and HTML are ${(gzipBytes / 1000).toFixed(1)} kB after gzip, over ${PAGE_BUDGET / 1000}`;
}
