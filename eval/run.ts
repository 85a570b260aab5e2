// `npm run eval -- --suite exclusion|retrieval|presets [--json]`: measures the shipped model through the page's own engine.

import { parseArgs } from 'node:util';
import { BACKEND_USAGE, openNodeEngine, readBackend } from '../scripts/node/openEngine.ts';
import { runProgram, UsageError } from '../scripts/node/program.ts';
import { Classifier } from './classifier.ts';
import { exclusionSuite } from './exclusion.ts';
import { DEFAULT_PAIRS } from './pairs.ts';
import { presetsSuite } from './presets.ts';
import { retrievalSuite } from './retrieval.ts';

const SUITES = ['exclusion', 'retrieval', 'presets'] as const;

const USAGE = `npm run eval -- --suite ${SUITES.join('|')} [--pairs k] [--seeds n] [--scale s] [--limit n] ${BACKEND_USAGE} [--json]`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      suite: { type: 'string' },
      pairs: { type: 'string', default: String(DEFAULT_PAIRS) },
      seeds: { type: 'string', default: '20' },
      scale: { type: 'string', default: '1' },
      limit: { type: 'string', default: '100' },
      backend: { type: 'string', default: 'auto' },
      json: { type: 'boolean', default: false },
    },
  });
  const suite = SUITES.find((candidate) => candidate === values.suite);
  if (suite === undefined)
    throw new UsageError(`--suite ${values.suite ?? ''} is not one of ${SUITES.join(', ')}.`);
  const whole = (name: 'pairs' | 'seeds' | 'limit') => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1)
      throw new UsageError(`--${name} must be a whole number above 0.`);
    return value;
  };
  const scale = Number(values.scale);
  if (!(scale >= 0 && scale <= 1.5)) throw new UsageError('--scale must be from 0 to 1.5.');
  return {
    suite,
    pairs: whole('pairs'),
    seeds: whole('seeds'),
    limit: whole('limit'),
    scale,
    backend: readBackend(values.backend),
    json: values.json,
  } as const;
}

async function main(): Promise<void> {
  const { suite, pairs, seeds, limit, scale, backend, json } = readArguments();
  const engine = await openNodeEngine();
  const { modelId, adapter, backend: ranOn } = await engine.load({ backend });
  const classifier = await Classifier.load();
  const run = {
    exclusion: () => exclusionSuite(engine, classifier, modelId, { pairs, seeds, scale }),
    presets: () => presetsSuite(engine, classifier, modelId, { pairs, seeds, scale }),
    retrieval: () => retrievalSuite(engine, classifier, modelId, limit),
  };
  const result = await run[suite]();
  console.log(JSON.stringify({ ...result, adapter, backend: ranOn }, null, json ? 0 : 2));
}

await runProgram(main, USAGE);
