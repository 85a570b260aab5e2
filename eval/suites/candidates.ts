// Which captions compete in a retrieval.

/**
 * The caption itself first, then others at an even stride around the list, its neighbours among them.
 * @param index of the caption among `total`
 * @returns positions, `count` of them or all
 */
export function among(index: number, total: number, count: number): number[] {
  const others = Math.min(count, total) - 1;
  const offsets = Array.from({ length: others }, (_, k) => 1 + Math.floor((k * (total - 1)) / others));
  return [index, ...offsets.map((offset) => (index + offset) % total)];
}
