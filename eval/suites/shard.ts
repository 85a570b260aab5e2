// Which pictures a run draws: all of them, or every n-th, so that several machines can share a run.

/** Part `index` of `of`, from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** The pictures of one pair and one seed: one a mode. */
export interface Trial {
  /** Position in PAIRS. */
  readonly pair: number;
  readonly seed: number;
}

/** `i/n`, i from 1 to n; undefined where the text is anything else. */
export function parseShard(text: string): Shard | undefined {
  const [, index = NaN, of = NaN] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  return index >= 1 && index <= of ? { index, of } : undefined;
}

export function shardName({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/**
 * The seed decides what a prompt leaves open (style, background, ...) alike for all prompts: the same seeds for every pair would be as few draws
 * of that as there are seeds, however many the pairs.
 */
export function seedsOf(prompt: number, seeds: number): number[] {
  return Array.from({ length: seeds }, (_, i) => prompt * seeds + i);
}

/** Pair by pair, because prompts are encoded once while they stay; dealt out in turn, so that no shard has two more than another. */
export function trials(pairs: number, seeds: number, shard: Shard = { index: 1, of: 1 }): Trial[] {
  const all = Array.from({ length: pairs }, (_, pair) =>
    seedsOf(pair, seeds).map((seed) => ({ pair, seed })),
  ).flat();
  return all.filter((_, i) => i % shard.of === shard.index - 1);
}
