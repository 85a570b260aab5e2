// Reads what runs with --shard wrote.

import { readFile } from 'node:fs/promises';
import { MergeError, type ExclusionPart } from './mergeExclusion.ts';

/** @throws MergeError for a file that is missing or holds something else */
export function readParts(files: readonly string[]): Promise<ExclusionPart[]> {
  return Promise.all(files.map(readPart));
}

async function readPart(file: string): Promise<ExclusionPart> {
  const result = await readFile(file, 'utf8')
    .then((text) => JSON.parse(text) as unknown)
    .catch((cause: unknown) => {
      throw new MergeError(
        `${file} cannot be read as JSON.`,
        'Write each part with --out FILE, which holds the JSON alone.',
        { cause },
      );
    });
  if (isPart(result)) return result;
  throw new MergeError(`${file} is no result of the exclusion suite.`, 'Merge what `--shard i/n` wrote.');
}

function isPart(result: unknown): result is ExclusionPart {
  return (
    typeof result === 'object' &&
    result !== null &&
    'suite' in result &&
    result.suite === 'exclusion' &&
    'perPair' in result &&
    Array.isArray(result.perPair)
  );
}
