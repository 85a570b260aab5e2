// Which captions compete in a retrieval.

/**
 * The caption itself first, then those that are likeliest to be taken for it, then others at an even stride around the list.
 * @param index of the caption among `total`
 * @param rivals positions that compete in any case
 * @returns positions, `count` of them or all
 */
export function among(index: number, total: number, count: number, rivals: readonly number[] = []): number[] {
  const first = [...new Set([index, ...rivals])];
  const around = Array.from({ length: total }, (_, offset) => (index + offset) % total);
  const rest = around.filter((position) => !first.includes(position));
  const places = Math.max(0, Math.min(count, total) - first.length);
  const strided = Array.from({ length: places }, (_, k) => rest[Math.floor((k * rest.length) / places)]!);
  return [...first, ...strided];
}
