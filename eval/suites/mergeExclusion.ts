// Adds the parts of one exclusion run up to the whole.

import { SteerawayError } from '../../src/lib/errors.ts';
import { byMode, exclusionResult, type ExclusionResult, type PairCounts } from './exclusionResult.ts';
import { sum } from './outcomes.ts';
import { parseShard, shardName } from './shard.ts';

/** What `--suite exclusion --shard i/n` prints. */
export interface ExclusionPart extends ExclusionResult {
  readonly adapter: string;
  readonly backend: string;
}

export class MergeError extends SteerawayError {
  readonly code = 'eval-parts-do-not-fit';
}

/** Counts, shares and intervals are those of the run that was not split. @throws MergeError */
export function mergeExclusion(parts: readonly ExclusionPart[]): ExclusionPart {
  requireWhole(parts.map(({ shard }) => shard));
  const first = parts[0]!;
  const setting = settingOf(first);
  for (const part of parts) requireSame(setting, settingOf(part));
  const { suite, model, pairs: pairCount, seeds, scale } = first;
  const pairs = first.perPair.map((_, index) => addPair(parts, index));
  const seen = (of: (part: ExclusionPart) => string) => [...new Set(parts.map(of))].join('; ');
  return {
    ...exclusionResult({ suite, model, pairs: pairCount, seeds, scale }, pairs),
    adapter: seen(({ adapter }) => adapter),
    backend: seen(({ backend }) => backend),
  };
}

function addPair(parts: readonly ExclusionPart[], index: number): PairCounts {
  const { positive, negative } = parts[0]!.perPair[index]!;
  const modes = Object.keys(parts[0]!.modes) as (keyof ExclusionPart['modes'])[];
  const counts = byMode(modes, (mode) => sum(parts.flatMap(({ perPair }) => perPair[index]?.[mode] ?? [])));
  return { positive, negative, counts };
}

function settingOf({ suite, model, pairs, seeds, scale, modes, perPair }: ExclusionPart) {
  const pairTexts = perPair.map(({ positive, negative }) => `${positive} - ${negative}`);
  return { suite, model, pairs, seeds, scale, modes: Object.keys(modes), pairTexts };
}

type Setting = ReturnType<typeof settingOf>;

function requireSame(expected: Setting, found: Setting): void {
  for (const key of Object.keys(expected) as (keyof Setting)[]) {
    if (JSON.stringify(found[key]) !== JSON.stringify(expected[key]))
      throw new MergeError(
        `The parts are of different runs: ${key} is ${JSON.stringify(expected[key])} in one and ${JSON.stringify(found[key])} in another.`,
        'Merge parts that were drawn with the same options on the same model.',
      );
  }
}

/** Each of 1/n ... n/n once. */
function requireWhole(shards: readonly (string | undefined)[]): void {
  const of = parseShard(shards[0] ?? '')?.of ?? 0;
  const expected = Array.from({ length: of }, (_, i) => shardName({ index: i + 1, of }));
  const isWhole = shards.length === of && expected.every((shard) => shards.includes(shard));
  if (of > 0 && isWhole) return;
  const found = shards.map((shard) => shard ?? 'a run without --shard').join(', ');
  throw new MergeError(
    `These are not the parts of one run: ${found}.`,
    of > 0 ? `It takes ${expected.join(', ')}, each once.` : 'Merge what `--shard i/n` wrote.',
  );
}
