// `npm run eval -- --suite NAME [--json]`: measures the shipped model through the page's own engine.

import { writeFile } from 'node:fs/promises';
import { openNodeEngine } from '../scripts/node/openEngine.ts';
import { runProgram } from '../scripts/node/program.ts';
import { readArguments, USAGE, type Suite, type SuiteArguments } from './arguments.ts';
import { Classifier } from './classifier.ts';
import { exclusionSuite } from './exclusion.ts';
import { mergeExclusion } from './mergeExclusion.ts';
import { presetsSuite } from './presets.ts';
import { readParts } from './readParts.ts';
import { retrievalSuite } from './retrieval.ts';

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const result = 'merge' in options ? mergeExclusion(await readParts(options.merge)) : await measure(options);
  if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, options.json ? 0 : 2));
}

async function measure({ suite, limit, backend, modes, ...options }: SuiteArguments): Promise<object> {
  const engine = await openNodeEngine();
  const { modelId, adapter, backend: ranOn } = await engine.load({ backend });
  const classifier = await Classifier.load();
  const run: Readonly<Record<Suite, () => Promise<object>>> = {
    exclusion: () =>
      exclusionSuite(engine, classifier, modelId, { ...options, modes: modes ?? ['none', 'nasa', 'cfg'] }),
    presets: () => presetsSuite(engine, classifier, modelId, options),
    retrieval: () => retrievalSuite(engine, classifier, modelId, limit),
  };
  return { ...(await run[suite]()), adapter, backend: ranOn };
}

await runProgram(main, USAGE);
