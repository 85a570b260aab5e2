// What the page's scripts weigh on the wire: each of them and all together, against a budget.
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** All scripts of the page, ONNX Runtime's included; its wasm and the weights are apart. Bytes after gzip. */
export const SCRIPT_BUDGET = 350_000;

export interface ScriptWeight {
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

/** @returns the heaviest first */
export function weighScripts(
  scripts: readonly { readonly file: string; readonly code: string }[],
): readonly ScriptWeight[] {
  return scripts
    .map(({ file, code }) => ({
      name: path.basename(file),
      bytes: Buffer.byteLength(code),
      gzipBytes: gzipSync(code).byteLength,
    }))
    .sort((a, b) => b.gzipBytes - a.gzipBytes);
}

export function totalGzip(weights: readonly ScriptWeight[]): number {
  return weights.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
}

/** One line a script, e.g. `  81.2 kB gzip   260.1 kB  index-B1.js`, and the sum. */
export function scriptReport(weights: readonly ScriptWeight[]): string {
  const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(7);
  const lines = weights.map(
    ({ name, bytes, gzipBytes }) => `${kilobytes(gzipBytes)} kB gzip ${kilobytes(bytes)} kB  ${name}`,
  );
  const sum = `${kilobytes(totalGzip(weights))} kB gzip of at most ${SCRIPT_BUDGET / 1000}: all scripts`;
  return [...lines, sum].join('\n');
}

/** @returns a sentence where the scripts are over the budget */
export function overBudget(weights: readonly ScriptWeight[]): string | undefined {
  const total = totalGzip(weights);
  if (total <= SCRIPT_BUDGET) return undefined;
  return `all scripts are ${(total / 1000).toFixed(1)} kB after gzip, over ${SCRIPT_BUDGET / 1000}`;
}
