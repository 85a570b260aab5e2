// Where a model stands, from its card: what can be done with it, and how its size reads.
import type { ModelCard } from '../../protocol/library.ts';
import { formatBytes, formatPart } from './formatBytes.ts';

/** `absent`: nothing of it is here. `paused`: some of it is. `ready`: the engine can load it. */
export type ModelStage = 'absent' | 'paused' | 'ready';

export function modelStage({ isReady, storedBytes, unfinishedBytes }: ModelCard): ModelStage {
  if (isReady) return 'ready';
  return storedBytes + unfinishedBytes > 0 ? 'paused' : 'absent';
}

/** Empty for what comes with the page; else `2.5 GB to download`, `120 of 2520 MB, paused`, `stored, 2.5 GB`. */
export function sizeText(card: ModelCard): string {
  const { source, storedBytes, unfinishedBytes, totalBytes } = card;
  if (source === 'embedded') return '';
  const total = formatBytes(totalBytes);
  const stage = modelStage(card);
  if (stage === 'absent') return `${total} to download`;
  if (stage === 'paused') return `${formatPart(storedBytes + unfinishedBytes, totalBytes)}, paused`;
  return source === 'hub' ? `stored, ${total}` : total;
}
