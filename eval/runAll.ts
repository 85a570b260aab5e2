// `--suite all`: every suite on every checkpoint there is, kept as it goes, then the report.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readModelFile } from '../scripts/node/readModelFile.ts';
import { openNodeEngine, type NodeBackend } from '../scripts/node/openEngine.ts';
import type { CheckpointId, EngineInfo } from '../src/protocol/engine.ts';
import {
  CHECKPOINT_NAMES,
  checkpointNamed,
  checkpointOf,
  MODEL,
  type CheckpointName,
} from './data/checkpoints.ts';
import { RUNS, runsOf } from './data/runs.ts';
import { parseLabels, type Labels } from './judge/labels.ts';
import { judgeHash, readJudgeFile } from './judge/files.ts';
import { openContext } from './openContext.ts';
import { ResultStore, type ResultKey, type Stored } from './results/store.ts';
import type { Measured } from './report/input.ts';
import { readRealRenders } from './report/realRenders.ts';
import { writeReport } from './report/writeReport.ts';
import { ablationSuite, DEFAULT_FILE, type AblationResult } from './suites/ablation.ts';
import type { SuiteContext, SuiteOptions } from './suites/context.ts';
import { optionsOf, SUITES, type ModelSuite, type SuiteSpec } from './suites/registry.ts';
import { shardName, type Shard } from './suites/shard.ts';
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

/**
 * Not taken from the store, and left to the process that writes the report. The PNGs of `strip` are not in the store; the times of `cost` are those
 * of a machine that does nothing else. Both take seconds.
 */
const ALWAYS_ANEW: ReadonlySet<ModelSuite> = new Set<ModelSuite>(['strip', 'cost']);

export interface AllArguments {
  readonly quick: boolean;
  readonly backend: NodeBackend;
  /** Only a part of the runs, and no report: several processes share the work, and one without it then writes the report. */
  readonly shard?: Shard | undefined;
  /** Only the runs of this one, and no report. */
  readonly checkpoint?: string | undefined;
}

export async function runAll({ quick, backend, shard, checkpoint: only }: AllArguments) {
  const places = PLACES[quick ? 'quick' : 'full'];
  const suites: Record<CheckpointName, Partial<Record<ModelSuite, Stored>>> = { 'NASA-T': {}, 'NASA-I': {} };
  const engine = await openNodeEngine();
  const contexts = new Map<CheckpointId, SuiteContext>();
  const runs = only === undefined ? RUNS : RUNS.filter((run) => run.checkpoint === checkpointOf(only).name);
  const isPart = shard !== undefined || only !== undefined;
  for (const { checkpoint, suite, options } of runsOf(shard ?? { index: 1, of: 1 }, runs)) {
    if (isPart && ALWAYS_ANEW.has(suite)) continue;
    const spec = checkpointNamed(checkpoint);
    if (spec === undefined) continue;
    const context = contexts.get(spec.id) ?? (await openContext(spec.id, backend, engine));
    contexts.set(spec.id, context);
    suites[checkpoint][suite] = await measure(context, suite, optionsOf(suite, quick, options ?? {}), places);
  }
  if (isPart)
    return { suite: 'all', checkpoint: only, shard: shard && shardName(shard), results: places.results };
  const labels: Labels = parseLabels(new TextDecoder().decode(await readJudgeFile('labels.json')));
  const realRenders = await readRealRenders(at('eval/results/real-renders.json'));
  const ablation = await ablationIfThere();
  const measured = CHECKPOINT_NAMES.flatMap((checkpoint): Measured[] => {
    const id = checkpointNamed(checkpoint)?.id;
    return id === undefined ? [] : [{ checkpoint, model: `${MODEL.id}/${id}`, suites: suites[checkpoint] }];
  });
  const report = await writeReport({ measured, labels, realRenders, ablation, quick }, places.docs);
  return {
    suite: 'all',
    models: measured.map(({ model }) => model),
    report,
    ablation: ablation !== undefined,
  };
}

/** Taken from the store where it is known. */
async function measure(
  context: SuiteContext,
  suite: ModelSuite,
  options: SuiteOptions,
  places: { readonly results: string; readonly parts: string; readonly docs: string },
): Promise<Stored> {
  const { model, info } = context;
  for (const reason of new Set(Object.values(info.missingModes))) console.error(reason);
  const key: ResultKey = {
    suite,
    version: SUITES[suite].version,
    dataHash: await hashOfData(),
    model,
    modelHash: await hashOfModel(MODEL.folder, context.checkpoint),
    judgeHash: await judgeHash(),
    options: withoutMissing(options, info.missingModes),
    backend: info.backend,
  };
  const store = new ResultStore(places.results, places.parts);
  const known = ALWAYS_ANEW.has(suite) ? undefined : await store.read(key);
  if (known) return known;
  console.error(`${model}: ${suite} ...`);
  const start = performance.now();
  const spec: SuiteSpec = SUITES[suite];
  const measuring = { ...context, remember: store.remember(key) };
  const result = await spec.run(measuring, key.options, `${places.docs}results/`);
  const seconds = Math.round((performance.now() - start) / 1000);
  const date = new Date().toISOString().slice(0, 10);
  const stored = { key, measured: { date, adapter: info.adapter, seconds }, result };
  await store.write(stored);
  console.error(`${model}: ${suite} took ${seconds} s`);
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

async function hashOfData(): Promise<string> {
  const files = ['pairs.ts', 'prompts.ts'].map((name) => readFile(new URL(`data/${name}`, import.meta.url)));
  const hash = createHash('sha256');
  for (const file of await Promise.all(files)) hash.update(file);
  return hash.digest('hex');
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
