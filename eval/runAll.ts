// `--suite all`: every suite on every checkpoint there is, kept as it goes, then the report.

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { readModelFile } from '../scripts/node/readModelFile.ts';
import { openNodeEngine, type NodeBackend } from '../scripts/node/openEngine.ts';
import type { EngineInfo, ImageEngine } from '../src/protocol/engine.ts';
import { CHECKPOINT_NAMES, checkpointNamed, checkpointOf, MODEL } from './data/checkpoints.ts';
import { parseLabels, type Labels } from './judge/labels.ts';
import { judgeHash, readJudgeFile } from './judge/files.ts';
import { openContext } from './openContext.ts';
import { ResultStore, type ResultKey, type Stored } from './results/store.ts';
import type { Measured } from './report/input.ts';
import { writeReport } from './report/writeReport.ts';
import { ablationSuite, DEFAULT_FILE, type AblationResult } from './suites/ablation.ts';
import type { SuiteContext, SuiteOptions } from './suites/context.ts';
import { optionsOf, REPORTED, SUITES, type ModelSuite, type SuiteSpec } from './suites/registry.ts';
import { ResultFileError } from './errors.ts';

const ROOT = new URL('../', import.meta.url);
const at = (place: string) => fileURLToPath(new URL(place, ROOT));

/** Quick figures must not take the place of real ones. */
const PLACES = {
  full: { results: at('eval/results/'), parts: at('.cache/eval/parts/'), docs: at('docs/') },
  quick: {
    results: at('.cache/eval/quick/results/'),
    parts: at('.cache/eval/quick/parts/'),
    docs: at('.cache/eval/quick/docs/'),
  },
} as const;

export interface AllArguments {
  readonly quick: boolean;
  readonly backend: NodeBackend;
  /** Only this one's results, and no report: several processes share the work, and one without it then writes the report. */
  readonly checkpoint?: string | undefined;
}

export async function runAll({ quick, backend, checkpoint: only }: AllArguments) {
  const places = PLACES[quick ? 'quick' : 'full'];
  const labels: Labels = parseLabels(new TextDecoder().decode(await readJudgeFile('labels.json')));
  const wanted = only === undefined ? undefined : checkpointOf(only).name;
  const measured: Measured[] = [];
  let engine: ImageEngine | undefined;
  for (const name of CHECKPOINT_NAMES) {
    const spec = checkpointNamed(name);
    if (spec === undefined || (wanted ?? name) !== name) continue;
    engine ??= await openNodeEngine();
    const context = await openContext(spec.id, backend, engine);
    measured.push({ checkpoint: name, model: context.model, suites: await measureAll(context, quick) });
  }
  const models = measured.map(({ model }) => model);
  if (only !== undefined) return { suite: 'all', models, results: places.results };
  const ablation = await ablationIfThere();
  const report = await writeReport({ measured, labels, ablation, quick }, places.docs);
  return { suite: 'all', models, report, ablation: ablation !== undefined };
}

async function measureAll(context: SuiteContext, quick: boolean) {
  const places = PLACES[quick ? 'quick' : 'full'];
  const store = new ResultStore(places.results, places.parts);
  const { missingModes, backend } = context.info;
  for (const reason of new Set(Object.values(missingModes))) console.error(reason);
  const hashes = {
    modelHash: await hashOfModel(MODEL.folder, context.checkpoint),
    judgeHash: await judgeHash(),
  };
  const suites: Partial<Record<ModelSuite, Stored>> = {};
  for (const suite of REPORTED) {
    const options = withoutMissing(optionsOf(suite, quick, {}), missingModes);
    const key: ResultKey = { suite, model: context.model, ...hashes, options, backend };
    suites[suite] = await measure(context, store, key, suite, `${places.docs}results/`);
  }
  return suites;
}

async function measure(
  context: SuiteContext,
  store: ResultStore,
  key: ResultKey,
  suite: ModelSuite,
  folder: string,
): Promise<Stored> {
  const known = suite === 'strip' ? undefined : await store.read(key); // its PNGs are not in the store; it takes seconds
  if (known) return known;
  console.error(`${key.model}: ${suite} ...`);
  const start = performance.now();
  const spec: SuiteSpec = SUITES[suite];
  const result = await spec.run({ ...context, remember: store.remember(key) }, key.options, folder);
  const seconds = Math.round((performance.now() - start) / 1000);
  const date = new Date().toISOString().slice(0, 10);
  const stored = { key, measured: { date, adapter: context.info.adapter, seconds }, result };
  await store.write(stored);
  console.error(`${key.model}: ${suite} took ${seconds} s`);
  return stored;
}

/** What cannot be drawn here is left out, and the report names it. */
function withoutMissing(options: SuiteOptions, missing: EngineInfo['missingModes']): SuiteOptions {
  return { ...options, modes: options.modes.filter((mode) => missing[mode] === undefined) };
}

/** The distillation is a run of its own: a report without its file says so. Any other fault of the file is an error. */
async function ablationIfThere(): Promise<AblationResult | undefined> {
  try {
    return await ablationSuite(at(DEFAULT_FILE));
  } catch (error) {
    const missing = error instanceof ResultFileError && isMissing(error.cause);
    if (missing) return undefined;
    throw error;
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

/** Of the files that its pictures depend on: another export of the other checkpoint leaves it as it is. */
async function hashOfModel(folder: string, checkpoint: string): Promise<string> {
  const manifest = new TextDecoder().decode(await readModelFile(`${folder}/manifest.json`, () => {}));
  const { files } = JSON.parse(manifest) as { readonly files: Readonly<Record<string, unknown>> };
  const own = Object.entries(files).filter(
    ([name]) => !name.includes('/') || name.startsWith(`${checkpoint}/`),
  );
  return createHash('sha256').update(JSON.stringify(own)).digest('hex');
}
