// What every suite measures with: the engine with one model loaded, and the judge.

import type { CheckpointId, EngineInfo, ImageEngine } from '../../src/protocol/engine.ts';
import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import type { EmbeddedModelSpec } from '../../src/models/index.ts';
import type { CaptionEncoder } from '../judge/captionEncoder.ts';
import type { Classifier } from '../judge/classifier.ts';
import type { RealFeatures } from '../judge/realFeatures.ts';
import type { Shard } from './shard.ts';

export type DrawingEngine = Pick<ImageEngine, 'generate' | 'readPixels' | 'dispose'>;

export interface SuiteContext {
  /** Draws with one checkpoint. */
  readonly engine: DrawingEngine;
  readonly classifier: Classifier;
  readonly spec: EmbeddedModelSpec;
  readonly checkpoint: CheckpointId;
  /** Both by name, as in `emoji-128/nasa-t`. */
  readonly model: string;
  readonly info: EngineInfo;
  /** Loaded when first asked for. */
  readonly captions: () => Promise<CaptionEncoder>;
  readonly real: () => Promise<RealFeatures>;
  /** Computes a part of a long suite, or takes it from a run before that was interrupted. @param part names it within the suite */
  readonly remember: <Part>(part: string, compute: () => Promise<Part>) => Promise<Part>;
}

/** Each suite reads those that it needs; what they are by default: registry.ts. */
export interface SuiteOptions {
  /** So many of PAIRS, from the first. */
  readonly pairs: number;
  /** Of each pair, which has its own (seedsOf); the same for every mode. */
  readonly seeds: number;
  /** The slider: 1 is what each mode's authors take, except for CFG, whose kappa is 1 more. */
  readonly scale: number;
  /** Positions of the slider from 0 to `lastScale`, both among them. */
  readonly scaleCount: number;
  readonly lastScale: number;
  readonly modes: readonly GuidanceMode[];
  /** Pictures, labels or frames: whatever the suite counts apart from pairs and seeds. */
  readonly limit: number;
  readonly shard?: Shard | undefined;
}
