// The stages of `npm test` in their order, as data.
import { countPlaywright, countVitest, noTests, readCounts, type Counts } from './reports.ts';

const bin = (name: string): string => `node_modules/.bin/${name}`;
const reports = '.cache/reports';

export interface Stage {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Where the stage's JSON report goes; removed before the stage starts. */
  readonly report?: string;
  readonly count: () => Counts;
  /** True where a skipped test, or no test at all, is a failure: the GPU and the browser must really have run. */
  readonly mustRun: boolean;
}

const check = (name: string, command: string, ...args: string[]): Stage => ({
  name,
  command: bin(command),
  args,
  count: () => noTests,
  mustRun: false,
});

function vitest(project: 'unit' | 'gpu'): Stage {
  const report = `${reports}/${project}.json`;
  return {
    name: project,
    command: bin('vitest'),
    args: [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    report,
    count: () => readCounts(report, countVitest),
    mustRun: project === 'gpu',
  };
}

const browserReport = `${reports}/e2e.json`;

export const stages: readonly Stage[] = Object.freeze([
  check('typecheck', 'tsc'),
  check('lint', 'eslint', '.'),
  check('format', 'prettier', '--check', '.'),
  vitest('unit'),
  vitest('gpu'),
  check('build', 'vite', 'build'),
  check('dist', 'tsx', 'scripts/checkDist.ts'),
  {
    name: 'e2e',
    command: bin('playwright'),
    args: ['test', '--config', 'e2e/playwright.config.ts'],
    report: browserReport,
    count: () => readCounts(browserReport, countPlaywright),
    mustRun: true,
  },
]);
