// All that a person has set, as one small versioned record: what a saved picture, a link and the history hold.
import type { Backend, CheckpointId, EngineInfo } from '../../protocol/engine.ts';
import type { GuidanceMode } from '../../protocol/guidance.ts';
import type { PaneSlot } from '../paneSlots.ts';
import type { Comparison } from './comparison.ts';

export const SETTINGS_VERSION = 1;

export type PaneModes = Readonly<Record<PaneSlot, GuidanceMode>>;

/** Whose weights draw each pane, where they are not the model's first. */
export type PaneCheckpoints = Readonly<Partial<Record<PaneSlot, CheckpointId>>>;

export interface Settings {
  readonly version: typeof SETTINGS_VERSION;
  readonly positive: string;
  readonly negative: string;
  /** The slider, 0 to 1.5. */
  readonly scale: number;
  readonly seed: number;
  readonly steps: number;
  readonly modes: PaneModes;
  readonly checkpoints?: PaneCheckpoints;
  /** How the pictures were looked at; of no account for what they show. Missing in older records. */
  readonly comparison?: Comparison;
  /** Id of the model; `null` is the page's own. */
  readonly model: string | null;
  /** What drew it. Information: restoring leaves the engine as it is. */
  readonly engine?: EngineFacts;
}

export interface EngineFacts extends Pick<EngineInfo, 'modelId' | 'modelName' | 'precision'> {
  readonly backend: Backend;
}

/** What could be read of a record: any part may be missing. */
export type FoundSettings = Partial<Omit<Settings, 'version' | 'engine' | 'modes' | 'comparison'>> & {
  readonly modes?: Partial<PaneModes>;
  readonly comparison?: Partial<Comparison>;
};

export interface SettingsReading {
  readonly settings: FoundSettings;
  /** Sentences on what was changed or left out. */
  readonly notes: readonly string[];
}
