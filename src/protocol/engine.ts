// What the page may ask of an image engine. The local engine and its worker proxy both implement this interface.

import type { ExactParameters, GuidanceMode, GuidanceParameters } from './guidance.ts';

import type { Backend, EngineInfo } from './engineInfo.ts';

export * from './engineInfo.ts';

/** A place for a picture: it has one canvas, and shows whichever mode it is asked to. */
export type PaneId = string;

/** Of one of the model's sets of weights (`EngineInfo.checkpoints`). */
export type CheckpointId = string;

export interface CheckpointFacts {
  readonly id: CheckpointId;
  readonly name: string;
  /** How these weights were trained, in one sentence. */
  readonly sentence: string;
}

export interface PaneRequest {
  readonly id: PaneId;
  readonly mode: GuidanceMode;
  /** Default: the model's first. */
  readonly checkpoint?: CheckpointId | undefined;
  /** Numbers of the mode in place of those that the slider gives. */
  readonly exact?: ExactParameters;
}

/** A heat map of where the pictures of two panes differ, on a canvas of its own. */
export interface DifferenceRequest {
  readonly id: PaneId;
  /** Panes of this frame, or of earlier ones. */
  readonly between: readonly [PaneId, PaneId];
}

/** One request: the same prompts, scale and seed drawn in several panes. */
export interface FrameRequest {
  readonly positive: string;
  readonly negative: string;
  /** How hard to steer, 0 to 1.5. 0 is off in every mode; what else it means to one is in the registry (modes.ts). */
  readonly scale: number;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  /** Calls of the network a pass, within the model's range; default: what the model is at its best with. */
  readonly steps?: number;
  /** Drawn in this order. */
  readonly panes: readonly PaneRequest[];
  /** Drawn as soon as both its panes show their pictures of this frame. */
  readonly difference?: DifferenceRequest | undefined;
}

/** What the tokenizer made of one prompt. */
export interface PromptReport {
  readonly tokens: number;
  readonly tokenLimit: number;
  /** The tail of the text that did not fit, empty when everything did. */
  readonly dropped: string;
}

/** Milliseconds. `text` and `prompt` are 0 when the cached embeddings served. */
export interface StageTimings {
  readonly tokenize: number;
  readonly text: number;
  readonly prompt: number;
  readonly total: number;
}

export interface PictureFacts {
  /** What the picture was drawn with: `none` where the slider is at 0 or the negative is empty. */
  readonly guidance: GuidanceParameters;
  /** Whose weights drew it; none where the model has no checkpoints. */
  readonly checkpoint?: CheckpointId | undefined;
  /** Milliseconds of the passes behind this picture, as measured when they ran. */
  readonly frame: number;
}

export interface PaneResult extends PictureFacts {
  readonly id: PaneId;
  readonly mode: GuidanceMode;
  /** When the GPU had finished all of it, the canvas included: milliseconds since 1970 on every thread's clock. */
  readonly finishedAt: number;
}

/** How two pictures differ, in 8-bit sRGB as it is saved. */
export interface DifferenceResult extends DifferenceRequest {
  /** Mean over all pixels of 100 times the distance in Oklab: 0 is equal, 100 is black against white. */
  readonly mean: number;
  /** Share of pixels that differ visibly, 0 to 1. */
  readonly changed: number;
}

export interface FrameResult {
  readonly status: 'done';
  readonly request: FrameRequest;
  readonly panes: readonly PaneResult[];
  readonly difference?: DifferenceResult | undefined;
  readonly timings: StageTimings;
  readonly positive: PromptReport;
  readonly negative: PromptReport;
}

/** A newer request overtook this one, or it was cancelled: nothing of it was shown after that moment. */
export interface FrameSuperseded {
  readonly status: 'superseded';
  readonly request: FrameRequest;
}

export type FrameOutcome = FrameResult | FrameSuperseded;

/** One picture that no pane shows: of a sheet, of a file. */
export type PictureRequest = Omit<FrameRequest, 'panes'> & Omit<PaneRequest, 'id'>;

/** The picture, bit for bit what `readPixels` gives where a pane shows it, and what a frame would tell of it. */
export interface RenderedPicture
  extends PanePixels, Pick<FrameResult, 'status' | 'timings' | 'positive' | 'negative'>, PictureFacts {
  readonly request: PictureRequest;
}

export type RenderOutcome =
  RenderedPicture | { readonly status: 'superseded'; readonly request: PictureRequest };

/** What the places of a picture read of one word, averaged over all heads of all its attentions. */
export interface WordAttention {
  readonly text: string;
  /** Of which prompt. */
  readonly sign: '+' | '-';
  /** [side, side], row by row: the share of the place's attention to this prompt, 0 to 1. */
  readonly map: Float32Array;
  /** Mean of the map. */
  readonly share: number;
}

/** Where the words of both prompts are read. The attention to one prompt adds up to 1 at each place, with what is not attended. */
export interface AttentionMaps {
  readonly status: 'done';
  readonly request: PictureRequest;
  readonly side: number;
  /** Positive first, each in the order of its prompt. */
  readonly words: readonly WordAttention[];
  /** Share of each prompt's attention that goes to no word at all. */
  readonly nothing: Readonly<Record<WordAttention['sign'], number>>;
}

export type AttentionOutcome =
  AttentionMaps | { readonly status: 'superseded'; readonly request: PictureRequest };

export interface LoadProgress {
  /** Sentence fragment for the progress line, e.g. `Loading the text encoder`. */
  readonly label: string;
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

export interface LoadOptions {
  /** Of the registry, or of a local folder that the library was given; default: the embedded model. */
  readonly modelId?: string;
  /** How a local folder is called on the page; models of the registry have names. */
  readonly modelName?: string;
  /** `auto` uses WebGPU where it works, on emulated adapters as `hybrid`, and says so where it does not. */
  readonly backend?: 'auto' | Backend;
  /** `auto` is float16 for stock models on real GPUs that have it, else float32. */
  readonly precision?: 'auto' | 'float32' | 'float16';
  /** `auto` measures attention kernels on real GPUs; on emulated ones it takes a fixed choice, for each takes seconds to compile. */
  readonly tune?: 'auto' | 'always';
}

/** 8-bit sRGB pixels, row major, opaque. */
export interface PanePixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

export interface ImageEngine {
  load(options?: LoadOptions, onProgress?: (progress: LoadProgress) => void): Promise<EngineInfo>;
  /** What `load` returned, as of now: prompts may have brought new shapes since, and notices with them. */
  describe(): Promise<EngineInfo>;
  /** Gives a pane a canvas to draw on. The engine owns the canvas from then on. */
  attachCanvas(id: PaneId, canvas: OffscreenCanvas): Promise<void>;
  /**
   * Draws a frame. A newer call supersedes the running one between two segments.
   * @param onPane called once for each pane, as soon as its pixels are on its canvas; a superseded request may have called it
   */
  generate(request: FrameRequest, onPane?: (pane: PaneResult) => void): Promise<FrameOutcome>;
  /** Stops the running frame between two segments. */
  cancel(): Promise<void>;
  /** The pixels that the pane shows now (a GPU readback: export, tests and evaluation only). */
  readPixels(id: PaneId): Promise<PanePixels>;
  /**
   * Draws one picture for no pane. Frames of the panes go first: a render waits while they follow each other, and one that is running stops
   * between two steps and is drawn again afterwards. Of what speeds up the panes' next frame it changes nothing.
   * @returns `superseded` after `cancelRenders`
   */
  render(request: PictureRequest): Promise<RenderOutcome>;
  /** Draws a picture once more, as `render` does, and tells where it reads each word. @throws AttentionUnavailableError */
  readAttention(request: PictureRequest): Promise<AttentionOutcome>;
  /** Ends every render, and every reading of attention, that was asked for so far. */
  cancelRenders(): Promise<void>;
  dispose(): Promise<void>;
  /**
   * Resolves with the reason once the engine can draw no more: the device was lost, the worker died. Canvases lose
   * their pictures then, so the page has to know even while nothing is asked of the engine. Never rejects.
   */
  readonly lost: Promise<Error>;
}
