// `npm run eval -- --suite NAME [--json]`: measures models of our own through the page's own engine.

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../scripts/node/program.ts';
import { readArguments, USAGE, type Arguments } from './arguments.ts';
import { openContext } from './openContext.ts';
import { runAll } from './runAll.ts';
import { ablationSuite } from './suites/ablation.ts';
import { mergeExclusion } from './suites/mergeExclusion.ts';
import { readParts } from './suites/readParts.ts';
import { optionsOf, SUITES, type SuiteSpec } from './suites/registry.ts';

/** Where `--suite strip` alone puts its pictures. */
const PICTURES = fileURLToPath(new URL('../.cache/eval/', import.meta.url));

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const result = await measure(options);
  if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, options.json ? 0 : 2));
}

async function measure(given: Arguments): Promise<object> {
  if (given.suite === 'merge') return mergeExclusion(await readParts(given.files));
  if (given.suite === 'ablation') return ablationSuite(given.file);
  if (given.suite === 'all') return runAll(given);
  const { suite, backend, quick, options, checkpoint } = given;
  const context = await openContext(checkpoint, backend);
  const spec: SuiteSpec = SUITES[suite];
  const result = await spec.run(context, optionsOf(suite, quick, options), PICTURES);
  const { adapter, backend: ranOn } = context.info;
  return { ...result, adapter, backend: ranOn };
}

await runProgram(main, USAGE);
