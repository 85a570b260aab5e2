// A stage that must run may neither skip a test nor run none.
import { expect, test } from 'vitest';
import { judge, table } from './runStages.ts';

const passing = { passed: 3, failed: 0, skipped: 0 };
const empty = { passed: 0, failed: 0, skipped: 0 };

test.each([
  ['a clean run', { mustRun: true }, true, passing, undefined],
  ['a check without tests', { mustRun: false }, true, empty, undefined],
  ['a failed check', { mustRun: false }, false, empty, 'exited with an error'],
  ['failed tests', { mustRun: false }, false, { ...passing, failed: 2 }, '2 failed'],
  ['failed tests behind exit code 0', { mustRun: false }, true, { ...passing, failed: 2 }, '2 failed'],
  ['a skipped unit test', { mustRun: false }, true, { ...passing, skipped: 1 }, undefined],
  ['a skipped GPU test', { mustRun: true }, true, { ...passing, skipped: 1 }, '1 skipped, and none may be'],
  ['no GPU test at all', { mustRun: true }, true, empty, 'no test ran'],
] as const)('%s', (_name, stage, exitedWell, counts, failure) => {
  expect(judge(stage, exitedWell, counts)).toBe(failure);
});

test('the table names each stage and why it failed', () => {
  const results = [
    { name: 'unit', counts: passing, seconds: 1.25 },
    { name: 'gpu', counts: empty, seconds: 0.5, failure: 'no test ran' },
  ];
  expect(table(results).split('\n')).toEqual([
    expect.stringMatching(/^unit .*ok$/),
    expect.stringMatching(/^gpu .*FAILED: no test ran$/),
  ]);
});
