// Times candidates of one call against each other, and picks one.

import type { Execution } from './testBench.ts';
import type { Stopwatch } from './stopwatch.ts';

const ROUNDS = 5;
/** A candidate this much slower than the best on its first burst cannot win: its time is not worth more bursts. */
const HOPELESS = 2;
/** Of two that differ by less than the noise, the earlier stays: it is the better guess. */
const CLEARLY = 0.97;

export interface TimedCandidate {
  readonly name: string;
  readonly execution: Execution;
}

/**
 * Medians in milliseconds by name. Candidates take turns, so that a change of the GPU's clock meets all alike.
 * @param isOver says when no more rounds may start; each candidate has been timed once by then
 */
export async function timeCandidates(
  candidates: readonly TimedCandidate[],
  stopwatch: Stopwatch,
  isOver: () => boolean,
): Promise<ReadonlyMap<string, number>> {
  const samples = new Map<string, number[]>();
  const repeats = new Map<string, number>();
  for (const { name, execution } of candidates) {
    repeats.set(name, await stopwatch.calibrate(execution));
    samples.set(name, [await stopwatch.time(execution, repeats.get(name)!)]);
  }
  const best = Math.min(...[...samples.values()].flat());
  const hopeful = candidates.filter(({ name }) => samples.get(name)![0]! <= HOPELESS * best);
  for (let round = 1; round < ROUNDS && !isOver(); round++) {
    for (const { name, execution } of hopeful)
      samples.get(name)!.push(await stopwatch.time(execution, repeats.get(name)!));
  }
  return new Map([...samples].map(([name, times]) => [name, median(times)]));
}

/** @param medians in the order of the guesses, at least one */
export function fastest(medians: ReadonlyMap<string, number>): string {
  const [first, ...rest] = [...medians];
  const winner = rest.reduce((best, next) => (next[1] < CLEARLY * best[1] ? next : best), first!);
  return winner[0];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
