// bench/results/<adapter>.json: the newest result of every suite on one adapter.

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findGpu, USUAL_ADAPTER } from '../../src/runtime/device.ts';
import type { RecordedResult } from './result.ts';

export const RESULTS = new URL('../results/', import.meta.url).pathname;

export interface AdapterResults {
  readonly adapter: string;
  /** By resultKey, in alphabetical order, so that files differ only where figures do. */
  readonly results: Readonly<Record<string, RecordedResult>>;
}

/** Results of the same key replace each other. */
export function resultKey({ suite, variant }: Pick<RecordedResult, 'suite' | 'variant'>): string {
  return variant === undefined ? suite : `${suite} ${variant}`;
}

export function merged(old: AdapterResults | undefined, result: RecordedResult): AdapterResults {
  const results = { ...old?.results, [resultKey(result)]: result };
  const sorted = Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1));
  return { adapter: result.adapter, results: Object.fromEntries(sorted) };
}

/** Letters, digits and single dashes. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** What results of this machine are filed under: the adapter's name, and the toggles it ran with. */
export async function adapterSlug(toggles: readonly string[]): Promise<string> {
  const info = (await findGpu()?.requestAdapter(USUAL_ADAPTER))?.info;
  // Either may be an empty string.
  const name = [info?.device, info?.description].find((text) => text !== undefined && text !== '');
  return slugOf([name ?? 'no-gpu', ...toggles].join(' '));
}

/** @returns the file */
export async function saveResult(slug: string, result: RecordedResult, folder = RESULTS): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${slug}.json`);
  const old = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as AdapterResults,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    },
  );
  await writeFile(file, `${JSON.stringify(merged(old, result), null, 2)}\n`);
  return file;
}

export interface NamedResults extends AdapterResults {
  readonly slug: string;
}

/** All adapters, in alphabetical order of their files. */
export async function readResults(folder = RESULTS): Promise<NamedResults[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (name) => ({
      slug: path.basename(name, '.json'),
      ...(JSON.parse(await readFile(path.join(folder, name), 'utf8')) as AdapterResults),
    })),
  );
}
