// What the engine draws with, whatever kind of model it is.

import type { EngineInfo, FrameRequest } from '../protocol/engine.ts';
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
}

export interface PictureModel {
  readonly facts: ModelFacts;
  /** What its network computes in. */
  readonly precision: Precision;
  /** Sentences on what does not run the usual way. */
  readonly notices: readonly string[];
  readonly prompts: PromptCache;
  /** Of its network. */
  plan(): EngineInfo['plan'];
  /**
   * One pane's picture. The tensors behind it live until `freeRetired` after a newer one.
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
  release(): Promise<void>;
}
