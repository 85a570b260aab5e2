// What the engine draws with, whatever kind of model it is.

import type {
  AttentionMaps,
  CheckpointFacts,
  CheckpointId,
  EngineInfo,
  FrameRequest,
} from '../protocol/engine.ts';
import type { GuidanceParameters, ModelFamily } from '../protocol/guidance.ts';
import type { ModelLicence, StepRange } from '../protocol/library.ts';
import type { Precision } from '../runtime/index.ts';
import type { PromptCache, PromptStates } from './promptCache.ts';
import type { Picture } from './surfaces.ts';

export interface PanePrompts {
  readonly positive: PromptStates;
  readonly negative: PromptStates;
}

export interface DrawnPicture {
  readonly picture: Picture;
  /** Of all passes behind the picture, as measured when they ran. */
  readonly milliseconds: number;
}

/** What the page says of a model. */
export interface ModelFacts {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly licence: ModelLicence | undefined;
  readonly imageSize: number;
  readonly family: ModelFamily;
  readonly steps: StepRange;
  /** Sets of weights; none where the model is not ours. */
  readonly checkpoints: readonly CheckpointFacts[];
}

/** Draws pictures one after the other, and remembers what makes the next one quick. */
export interface Drawer {
  readonly prompts: PromptCache;
  /**
   * One picture. The tensors behind it live until `freeRetired` after a newer one.
   * @throws CancelledError between two steps, GuidanceModeUnsupportedError
   */
  draw(
    guidance: GuidanceParameters,
    prompts: PanePrompts,
    request: Pick<FrameRequest, 'seed' | 'steps'>,
    signal: AbortSignal,
  ): Promise<DrawnPicture>;
  /** Call once every pane shows its new picture. */
  freeRetired(): void;
}

/** One set of a model's weights, ready to draw. */
export interface PictureNetwork {
  /** For the panes. */
  readonly panes: Drawer;
  /** For pictures that no pane shows: uses what the panes' drawer remembers, and leaves it as it is. */
  readonly aside: Drawer;
  /** Where the pictures can be asked what they read of each word. */
  readonly attention?: ReadAttention | undefined;
}

/** Draws one picture once more and watches it. @throws CancelledError between two steps */
export type ReadAttention = (
  guidance: GuidanceParameters,
  prompts: PanePrompts,
  request: Pick<FrameRequest, 'seed'>,
  signal: AbortSignal,
) => Promise<Pick<AttentionMaps, 'side' | 'words' | 'nothing'>>;

export interface PictureModel {
  readonly facts: ModelFacts;
  /** What its network computes in. */
  readonly precision: Precision;
  /** Sentences on what does not run the usual way. */
  readonly notices: readonly string[];
  /** Of its network. */
  plan(): EngineInfo['plan'];
  /** @param checkpoint default: the model's first, or only one. @throws CheckpointUnknownError; what loading it throws */
  network(checkpoint?: CheckpointId): Promise<PictureNetwork>;
  release(): Promise<void>;
}
