// Where the history lies: the port that the store knows. Implementations: memory, IndexedDB, and the one that falls back.
import type { CheckpointId } from '../../protocol/engine.ts';
import type { GuidanceMode } from '../../protocol/guidance.ts';
import { withoutComparison } from '../settings/comparison.ts';
import { settingsToLink } from '../settings/settingsLink.ts';
import type { Settings } from '../settings/settings.ts';

/** One remembered picture, without its pixels. */
export interface HistoryEntry {
  /** The same picture always has the same one, so it is remembered once. */
  readonly id: string;
  /** When it was last drawn to rest, in milliseconds since 1970. */
  readonly createdAt: number;
  /** Stays when older pictures fall out, and when the history is cleared. */
  readonly pinned: boolean;
  readonly settings: Settings;
  /** What the picture shows. */
  readonly mode: GuidanceMode;
  /** Whose weights drew it; none where the model has no checkpoints, and in entries from before there were any. */
  readonly checkpoint?: CheckpointId;
}

/** What a picture is of. */
export type EntryFacts = Pick<HistoryEntry, 'settings' | 'mode' | 'checkpoint'>;

export interface KeptFiles {
  /** Full size, with its settings. */
  readonly png: Blob;
  readonly thumbnail: Blob;
}

export interface HistoryShelf {
  /** In no order. */
  list(): Promise<readonly HistoryEntry[]>;
  read(id: string): Promise<KeptFiles | undefined>;
  /** @param files left out where only the entry has changed */
  put(entry: HistoryEntry, files?: KeptFiles): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Tells of changes that were made elsewhere, e.g. in another tab. */
  onChange(listener: () => void): void;
}

/** How a picture is looked at makes it no other picture. */
export function entryId({ settings, mode, checkpoint }: EntryFacts): string {
  const parts = [mode, ...(checkpoint === undefined ? [] : [checkpoint])];
  return [...parts, settingsToLink(withoutComparison(settings))].join(' ');
}

/** @returns whose weights drew the picture, where they are not the model's first: settings name those alone */
export function namedCheckpoint({ settings, checkpoint }: EntryFacts): CheckpointId | undefined {
  return Object.values(settings.checkpoints ?? {}).find((named) => named === checkpoint);
}
