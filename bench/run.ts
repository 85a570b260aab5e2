// `npm run bench -- --suite NAME`: measurements of the real thing in Node on Dawn, as JSON, kept in bench/results.

import { runProgram, UsageError } from '../scripts/node/program.ts';
import { names, readArguments, USAGE, type Arguments } from './arguments.ts';
import type { HostOptions } from './harness/openGpu.ts';
import { recordRun } from './harness/record.ts';
import { adapterSlug, saveResult } from './harness/resultFiles.ts';
import { writeReport } from './report/writeReport.ts';
import { OTHER_SUITES, RECORDED_SUITES, type RecordedSuite } from './suites.ts';

async function main(): Promise<void> {
  const values = readArguments();
  if (values.report) {
    console.error(`Wrote ${await writeReport()}`);
    return;
  }
  const host: HostOptions = { adapter: values.adapter, toggles: names(values.toggles, 'toggles') ?? [] };
  const recorded = RECORDED_SUITES[values.suite];
  const other = OTHER_SUITES[values.suite];
  if (recorded) print(await runRecorded(recorded, values, host), values);
  else if (other) print(await other(values, host), values);
  else {
    const known = [...Object.keys(RECORDED_SUITES), ...Object.keys(OTHER_SUITES)];
    throw new UsageError(`--suite ${values.suite} is not one of ${known.join(', ')}.`);
  }
}

async function runRecorded(suite: RecordedSuite, values: Arguments, host: HostOptions): Promise<object> {
  const result = { ...(await suite.run(values, host)), recorded: recordRun(host.toggles) };
  if (values['no-save']) return result;
  if (!suite.isWhole(values)) {
    console.error('Not kept: a part of the suite must not replace the whole.');
    return result;
  }
  const slug = suite.slug?.(result) ?? (await adapterSlug(host.toggles));
  const file = await saveResult(slug, result);
  console.error(`Kept in ${file}`);
  await writeReport();
  return result;
}

function print(result: object, { json }: Arguments): void {
  console.log(JSON.stringify(result, null, json ? 0 : 2));
}

await runProgram(main, USAGE);
