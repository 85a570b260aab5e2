// The summary counts what the runners really report, and a broken file never passes for "no failure".
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countPlaywright, countVitest, readCounts } from './reports.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(root, 'node_modules/.reports-'));
const report = path.join(folder, 'report.json');

beforeAll(() => {
  const imports = "import { test, expect } from 'vitest';\n";
  writeFileSync(
    path.join(folder, 'mixed.test.ts'),
    `${imports} test('a', () => {}); test('b', () => expect(1).toBe(2)); test.skip('c', () => {}); test.todo('d');`,
  );
  writeFileSync(path.join(folder, 'broken.test.ts'), `${imports} throw new Error('at import');`);
  writeFileSync(path.join(folder, 'vitest.config.mjs'), `export default {};`);
  const cli = path.join(root, 'node_modules/vitest/vitest.mjs');
  spawnSync(process.execPath, [cli, 'run', '--reporter=json', `--outputFile=${report}`], { cwd: folder });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test("Vitest's own report: one passed, one failed and one broken file, one skipped and one todo", () => {
  expect(readFileSync(report, 'utf8')).toContain('at import');
  expect(readCounts(report, countVitest)).toEqual({ passed: 1, failed: 2, skipped: 2 });
});

test('a run without a report counts no tests', () => {
  expect(readCounts(path.join(folder, 'absent.json'), countVitest)).toEqual({
    passed: 0,
    failed: 0,
    skipped: 0,
  });
});

test('Playwright: flaky tests and errors outside tests are failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 });
});
