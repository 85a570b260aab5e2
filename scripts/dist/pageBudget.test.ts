// The weight of the page: gzip and not raw bytes count, styles and HTML as scripts do, fonts apart; a byte too many is told.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { overBudget, PAGE_BUDGET, pageReport, weighPage } from './pageBudget.ts';

const fileOf = (file: string, text: string) => ({ file, contents: new TextEncoder().encode(text) });
const repeated = fileOf('dist/assets/index.js', 'let a = 1;\n'.repeat(50_000));
const dense = fileOf('dist/assets/engine.js', randomBytes(200_000).toString('base64'));

test('counts what goes over the wire, the heaviest first', () => {
  const weight = weighPage([repeated, dense]);
  expect(weight.counted.map(({ name }) => name)).toEqual(['engine.js', 'index.js']);
  expect(weight.counted[1]?.bytes).toBe(repeated.contents.length);
  expect(weight.counted[1]?.gzipBytes).toBeLessThan(repeated.contents.length / 50);
  expect(overBudget(weight)).toBeUndefined();
});

test.each(['library.js', 'index.css', 'index.html'])(
  'says when %s spends the budget, and names it',
  (name) => {
    const weight = weighPage([dense, { ...dense, file: `dist/${name}` }]);
    expect(weight.gzipBytes).toBeGreaterThan(PAGE_BUDGET);
    expect(overBudget(weight)).toMatch(/over 350$/);
    expect(pageReport(weight)).toMatch(/engine\.js\n/);
    expect(pageReport(weight)).toContain(`${name}\n`);
  },
);

test('tells fonts apart, and lets wasm, weights and texts be', () => {
  const others = ['a.woff2', 'b.woff2', 'ort.wasm', 'generator.weights', 'licenses.txt'];
  const weight = weighPage([repeated, ...others.map((file) => ({ ...dense, file }))]);
  expect(weight.counted).toHaveLength(1);
  expect(weight).toMatchObject({ fonts: 2, fontBytes: 2 * dense.contents.length });
  expect(overBudget(weight)).toBeUndefined();
  expect(pageReport(weight)).toMatch(/\n +[\d.]+ kB besides: 2 fonts$/);
});
