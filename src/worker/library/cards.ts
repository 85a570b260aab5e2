// Models as the page lists them.

import type { EmbeddedModelSpec, StockModelSpec } from '../../models/index.ts';
import { hubUrl, type LocalModel, type ModelState } from '../../modelStore/index.ts';
import type { ModelCard } from '../../protocol/library.ts';

/** Nothing of it is downloaded, or kept apart from the page. */
export function embeddedCard({ id, name, summary, licence }: EmbeddedModelSpec): ModelCard {
  return {
    id,
    name,
    summary,
    licence,
    source: 'embedded',
    origin: 'comes with this page',
    totalBytes: 0,
    storedBytes: 0,
    unfinishedBytes: 0,
    isReady: true,
    notices: [],
  };
}

/** @param hub as the page's address names it */
export function hubCard(
  { id, name, summary, licence, sources }: StockModelSpec,
  hub: string | undefined,
  { totalBytes, storedBytes, unfinishedBytes, isComplete, notices }: ModelState,
  downloadNotices: readonly string[],
): ModelCard {
  const repositories = sources.map(({ repository }) => repository);
  return {
    id,
    name,
    summary,
    licence,
    source: 'hub',
    origin: `${hostOf(hub)}/${repositories.join(' and ')}`,
    totalBytes,
    storedBytes,
    unfinishedBytes,
    isReady: isComplete,
    notices: [...new Set([...notices, ...downloadNotices])],
  };
}

export function localCard(id: string, { name, files }: LocalModel): ModelCard {
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  return {
    id,
    name,
    summary: 'A folder of this machine. It is read from there, never copied or uploaded.',
    licence: undefined,
    source: 'local',
    origin: files.size === 1 ? 'one file of this machine' : `${files.size} files of this machine`,
    totalBytes: bytes,
    storedBytes: bytes,
    unfinishedBytes: 0,
    isReady: true,
    notices: [],
  };
}

/** What cannot be used as an address is shown as it is: the download says what is wrong with it. */
function hostOf(hub: string | undefined): string {
  return hub === undefined || URL.canParse(hub) ? new URL(hub ?? hubUrl(undefined)).host : hub;
}
