// `npm run eval -- --suite NAME [--json]`: measures the shipped model through the page's own engine.

import { writeFile } from 'node:fs/promises';
import { openNodeEngine } from '../scripts/node/openEngine.ts';
import { runProgram } from '../scripts/node/program.ts';
import type { GuidanceMode } from '../src/protocol/guidance.ts';
import { readArguments, USAGE, type Suite, type SuiteArguments } from './arguments.ts';
import { Classifier } from './classifier.ts';
import { exclusionSuite } from './exclusion.ts';
import { mergeExclusion } from './mergeExclusion.ts';
import { presetsSuite } from './presets.ts';
import { readParts } from './readParts.ts';
import { retrievalSuite } from './retrieval.ts';
import { evenScales } from './scales.ts';
import { sweepSuite } from './sweep.ts';
import { tradeoffSuite } from './tradeoff.ts';

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const result = 'merge' in options ? mergeExclusion(await readParts(options.merge)) : await measure(options);
  if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, options.json ? 0 : 2));
}

async function measure(options: SuiteArguments): Promise<object> {
  const { suite, backend, pairs, seeds, limit, scale, scaleCount, modes, shard } = options;
  const engine = await openNodeEngine();
  const { modelId, adapter, backend: ranOn } = await engine.load({ backend });
  const classifier = await Classifier.load();
  const scales = evenScales(scaleCount, scale);
  const run = {
    exclusion: (modes = ['none', 'nasa', 'cfg']) =>
      exclusionSuite(engine, classifier, modelId, { pairs, seeds, scale, modes, shard }),
    retrieval: () => retrievalSuite(engine, classifier, modelId, limit),
    sweep: (modes = ['nasa']) => sweepSuite(engine, classifier, modelId, { seeds, scales, modes }),
    tradeoff: (modes = ['nasa', 'nag', 'vsf', 'cfg']) =>
      tradeoffSuite(engine, classifier, modelId, { pairs, seeds, scales, modes }),
    presets: () => presetsSuite(engine, classifier, modelId, { pairs, seeds, scale }),
  } as const satisfies Readonly<Record<Suite, (modes?: readonly GuidanceMode[]) => Promise<object>>>;
  return { ...(await run[suite](modes)), adapter, backend: ranOn };
}

await runProgram(main, USAGE);
