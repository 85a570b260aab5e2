// What an entry of the model registry says: what a model is, what kind of pipeline it has, and where its files come from.

import type { CheckpointFacts } from '../protocol/engine.ts';
import type { ModelLicence, StepRange } from '../protocol/library.ts';
import type { SamplerSpec } from '../sampling/index.ts';

export type ModelSpec = EmbeddedModelSpec | StockModelSpec;

interface CommonSpec {
  /** Letters, digits, `.`, `_` and `-`. */
  readonly id: string;
  readonly name: string;
  /** One honest sentence on what it can draw. */
  readonly summary: string;
  readonly licence: ModelLicence;
  /** Width and height of its pictures in pixels. */
  readonly imageSize: number;
}

/** Our own model: comes with the page, its graphs hold our op already. */
export interface EmbeddedModelSpec extends CommonSpec {
  readonly kind: 'embedded';
  /** Folder below the model root; holds manifest.json with the size and sha256 of every file. */
  readonly folder: string;
  readonly latentLength: number;
  /** Sets of weights of the one network, each in a folder of its name; the first is what a picture is drawn with unless told. */
  readonly checkpoints: readonly [CheckpointSpec, ...CheckpointSpec[]];
  readonly text: {
    readonly width: number;
    /** Most tokens of a prompt, without special tokens. */
    readonly tokenLimit: number;
    readonly clsToken: number;
    readonly sepToken: number;
  };
}

export type CheckpointSpec = CheckpointFacts;

/** Whose text encoders, inputs and latent a stock model has (src/pipeline/stock/families.ts). */
export type FamilyName = 'sd1' | 'sd2' | 'sdxl' | 'pixart';

/** Everything that turns the files of a stock pipeline into pictures; a local folder tells it by itself. */
export interface StockPipelineSpec {
  readonly family: FamilyName;
  readonly sampler: SamplerSpec;
  readonly steps: StepRange;
  readonly imageSize: number;
}

/** Somebody else's model, as it was exported: surgery puts our op in when it is loaded. */
export interface StockModelSpec extends CommonSpec, StockPipelineSpec {
  readonly kind: 'stock';
  readonly sources: readonly HubSource[];
  /**
   * Folder below src/pipeline/fixtures: a miniature of the same make with random weights, and what diffusers draws with
   * it. CI draws it as this entry says.
   */
  readonly golden: string;
  /** About what a download costs, for the page to say before the hub has been asked. */
  readonly downloadBytes: number;
}

/**
 * Files of a repository on the hub. Sizes and hashes are the hub's own (its tree listing), fixed at the first download:
 * every byte is checked against them from then on.
 */
export interface HubSource {
  /** `owner/name` */
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** Files, or folders with a slash at the end. */
  readonly take: readonly string[];
  /** Folder of the model that they go into, with a slash at the end; default: the same paths. */
  readonly into?: string;
}
