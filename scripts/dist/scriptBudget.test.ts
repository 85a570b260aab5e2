// The weight of scripts: gzip and not raw bytes count, each file is named, and a byte too many is told.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { overBudget, SCRIPT_BUDGET, scriptReport, totalGzip, weighScripts } from './scriptBudget.ts';

const repeated = { file: 'dist/assets/index.js', code: 'let a = 1;\n'.repeat(50_000) };
const dense = { file: 'dist/assets/engine.js', code: randomBytes(200_000).toString('base64') };

test('counts what goes over the wire, the heaviest first', () => {
  const weights = weighScripts([repeated, dense]);
  expect(weights.map(({ name }) => name)).toEqual(['engine.js', 'index.js']);
  expect(weights[1]?.bytes).toBe(repeated.code.length);
  expect(weights[1]?.gzipBytes).toBeLessThan(repeated.code.length / 50);
  expect(overBudget(weights)).toBeUndefined();
});

test('says when the budget is spent, and names every file', () => {
  const weights = weighScripts([dense, { ...dense, file: 'dist/assets/library.js' }]);
  expect(totalGzip(weights)).toBeGreaterThan(SCRIPT_BUDGET);
  expect(overBudget(weights)).toMatch(/over 350$/);
  expect(scriptReport(weights)).toMatch(/engine\.js\n.*library\.js\n.*all scripts$/s);
});
