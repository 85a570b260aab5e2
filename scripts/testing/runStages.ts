// Runs stages one after the other and judges each: what it counted, and why it failed.
import { rmSync } from 'node:fs';
import { run } from '../setup/run.ts';
import { total, type Counts } from './reports.ts';
import type { Stage } from './stages.ts';

export interface StageResult {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
  /** Why the stage failed; undefined when it passed. */
  readonly failure?: string;
}

/** @returns why a stage with these counts failed, or undefined */
export function judge(
  stage: Pick<Stage, 'mustRun'>,
  exitedWell: boolean,
  counts: Counts,
): string | undefined {
  if (counts.failed > 0) return `${counts.failed} failed`;
  if (!exitedWell) return 'exited with an error';
  if (stage.mustRun && counts.skipped > 0) return `${counts.skipped} skipped, and none may be`;
  if (stage.mustRun && total(counts) === 0) return 'no test ran';
  return undefined;
}

/** A stage that hangs must not take the whole run with it. Milliseconds. */
const stageLimit = 45 * 60_000;

export function runStage(stage: Stage): StageResult {
  console.log(`\n=== ${stage.name}`);
  if (stage.report !== undefined) rmSync(stage.report, { force: true });
  const start = performance.now();
  const exitedWell = run(stage.command, stage.args, { timeout: stageLimit });
  const seconds = (performance.now() - start) / 1000;
  const counts = stage.count();
  const failure = judge(stage, exitedWell, counts);
  return { name: stage.name, counts, seconds, ...(failure === undefined ? {} : { failure }) };
}

/** One line a stage, e.g. `gpu        ok      12.3 s`. */
export function table(results: readonly StageResult[]): string {
  return results
    .map(({ name, seconds, failure }) => {
      const verdict = failure === undefined ? 'ok' : `FAILED: ${failure}`;
      return `${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${verdict}`;
    })
    .join('\n');
}
