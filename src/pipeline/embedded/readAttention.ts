// One picture drawn once more and watched: which places read which words, word by word instead of token by token.

import type { AttentionMaps, WordAttention } from '../../protocol/engine.ts';
import type { GuidanceParameters } from '../../protocol/guidance.ts';
import { AttentionObserver } from '../../runtime/index.ts';
import { guideOf, PLAIN } from '../guide.ts';
import type { PanePrompts } from '../pictureModel.ts';
import type { PromptStates } from '../promptCache.ts';
import type { FrameDrawer } from './frameDrawer.ts';

/**
 * Of the steered pass; of CFG the positive one. A pass that does not use the negative prompt meets its keys all the same: then its words
 * show where they would be read.
 * @throws CancelledError between two steps
 */
export async function readAttention(
  drawer: FrameDrawer,
  guidance: GuidanceParameters,
  prompts: PanePrompts,
  { seed }: { readonly seed: number },
  signal: AbortSignal,
): Promise<Pick<AttentionMaps, 'side' | 'words' | 'nothing'>> {
  const guide = guideOf(guidance, prompts);
  const frame = guide.place === 'attention' ? guide.frame : PLAIN;
  const observer = new AttentionObserver(frame);
  await drawer.watch(prompts, seed, frame, signal, observer.observe);
  const { side, ...maps } = observer.maps();
  return {
    side,
    words: [
      ...wordsOf(prompts.positive, '+', maps.positive),
      ...wordsOf(prompts.negative, '-', maps.negative),
    ],
    nothing: { '+': mean(maps.positive.at(-1)!), '-': mean(maps.negative.at(-1)!) },
  };
}

/** @param maps by token; the last is the null token's, which the prompt graph appends */
function wordsOf(
  { words = [] }: PromptStates,
  sign: WordAttention['sign'],
  maps: readonly Float32Array[],
): WordAttention[] {
  let from = 0;
  return words.map(({ text, tokens }) => {
    const own = maps.slice(from, (from += tokens));
    const map = Float32Array.from(maps[0]!, (_, place) => own.reduce((sum, one) => sum + one[place]!, 0));
    return { text, sign, map, share: mean(map) };
  });
}

const mean = (map: Float32Array): number => map.reduce((sum, share) => sum + share, 0) / map.length;
