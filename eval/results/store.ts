// Results on disk: a suite that was measured with the same model, judge and options is not measured again, nor are parts of one that was cut short.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SuiteOptions } from '../suites/context.ts';

/** All that a result depends on. */
export interface ResultKey {
  readonly suite: string;
  /** Of the suite: its results before a change of what it draws or counts are of no use. */
  readonly version: number;
  /** Of the pairs and prompts. */
  readonly dataHash: string;
  readonly model: string;
  /** Of the model's manifest, which names the hash of each of its files. */
  readonly modelHash: string;
  readonly judgeHash: string;
  readonly options: SuiteOptions;
  /** `webgpu`, `hybrid` or `wasm`: they round differently, and the cost suite times them. */
  readonly backend: string;
}

export interface Stored<Result = object> {
  readonly key: ResultKey;
  /** Day, adapter and seconds of work; of the last stretch where a run was interrupted. */
  readonly measured: { readonly date: string; readonly adapter: string; readonly seconds: number };
  readonly result: Result;
}

export class ResultStore {
  /**
   * @param folder of whole results, model/suite.json
   * @param scratch of parts, which are of no use once their suite is whole
   */
  constructor(
    readonly folder: string,
    readonly scratch: string,
  ) {}

  async read(key: ResultKey): Promise<Stored | undefined> {
    const stored = await readJson<Stored>(this.#file(key));
    return stored !== undefined && sameKey(stored.key, key) ? stored : undefined;
  }

  /** Its parts go. */
  async write(stored: Stored): Promise<void> {
    await writeJson(this.#file(stored.key), stored, 1);
    await rm(this.#parts(stored.key), { recursive: true, force: true });
  }

  /** For SuiteContext.remember. */
  remember(key: ResultKey) {
    const folder = this.#parts(key);
    return async <Part>(name: string, compute: () => Promise<Part>): Promise<Part> => {
      const file = path.join(folder, `${name.replaceAll(/[^\w.]+/g, '-')}.json`);
      const known = await readJson<{ part: Part }>(file);
      if (known !== undefined) return known.part;
      const part = await compute();
      await writeJson(file, { part });
      return part;
    };
  }

  #parts(key: ResultKey): string {
    return path.join(this.scratch, hashOf(key));
  }

  #file({ model, suite }: ResultKey): string {
    return path.join(this.folder, model, `${suite}.json`);
  }
}

function sameKey(a: ResultKey, b: ResultKey): boolean {
  return hashOf(a) === hashOf(b);
}

function hashOf(key: ResultKey): string {
  const sorted = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, v]) => [k, sorted(v)]),
        )
      : value;
  return createHash('sha256')
    .update(JSON.stringify(sorted(key)))
    .digest('hex')
    .slice(0, 24);
}

/** A file that is missing, or that an interruption cut short, holds nothing. */
async function readJson<Value>(file: string): Promise<Value | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Value;
  } catch {
    return undefined;
  }
}

async function writeJson(file: string, value: unknown, indent?: number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, `${JSON.stringify(value, null, indent)}\n`);
  await rename(`${file}.part`, file);
}
