// A bounded list of prompts, newest first, and its text in storage, of which only what is sound is read.
import type { AppState } from './appState.ts';

export type PromptPair = Pick<AppState, 'positive' | 'negative'>;

export const MOST_RECENT = 20;
/** Characters of both prompts together; longer ones are not kept. */
const LONGEST = 4000;

/**
 * @returns the list with this pair first, and once. A pair that goes on where the newest stops replaces it: somebody paused while typing.
 */
export function addRecent(list: readonly PromptPair[], pair: PromptPair): readonly PromptPair[] {
  if (!isSound(pair)) return list;
  const [newest] = list;
  const goesOn =
    newest && pair.positive.startsWith(newest.positive) && pair.negative.startsWith(newest.negative);
  const others = (goesOn ? list.slice(1) : list).filter((one) => !isSame(one, pair));
  return [pair, ...others].slice(0, MOST_RECENT);
}

/** Never throws. @param written what `writeRecent` made, or anything */
export function readRecent(written: string | null): readonly PromptPair[] {
  try {
    const found: unknown = JSON.parse(written ?? '[]');
    return Array.isArray(found) ? found.filter(isSound).slice(0, MOST_RECENT) : [];
  } catch {
    return []; // cut short, or not ours
  }
}

export function writeRecent(list: readonly PromptPair[]): string {
  return JSON.stringify(list.map(({ positive, negative }) => ({ positive, negative })));
}

export function isSame(one: PromptPair, other: PromptPair): boolean {
  return one.positive === other.positive && one.negative === other.negative;
}

function isSound(pair: unknown): pair is PromptPair {
  if (typeof pair !== 'object' || pair === null || !('positive' in pair) || !('negative' in pair))
    return false;
  const { positive, negative } = pair;
  if (typeof positive !== 'string' || typeof negative !== 'string') return false;
  return (positive + negative).trim() !== '' && positive.length + negative.length <= LONGEST;
}
