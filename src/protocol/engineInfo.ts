// What an engine says of itself: the model, the backend, the GPU, and what runs for each attention.

import type { CheckpointFacts } from './engine.ts';
import type { GuidanceMode, ModelFamily } from './guidance.ts';
import type { ModelLicence, StepRange } from './library.ts';

/**
 * What runs where. `webgpu`: all on the GPU. `hybrid`: the attention op on the GPU, ONNX Runtime on the CPU; on adapters that are
 * emulated on the CPU its GPU kernels are many times slower than its WebAssembly. `wasm`: all on the CPU, from stock operators.
 */
export type Backend = (typeof BACKENDS)[number];
export const BACKENDS = ['webgpu', 'hybrid', 'wasm'] as const;

/** What runs for attentions of one shape, and why. */
export interface KernelChoice {
  readonly shape: string;
  readonly kernel: string;
  /** `remembered` was measured on an earlier visit. */
  readonly chosen: 'fixed' | 'measured' | 'remembered';
  /** A clause. */
  readonly reason: string;
  /** Median of each candidate that was measured, by name. */
  readonly milliseconds: Readonly<Record<string, number>>;
}

/** One step of the network's plan: a session of ONNX Runtime, or our op with the call that it ran last. */
export type PlanStepInfo =
  | { readonly kind: 'segment' }
  | { readonly kind: 'op'; readonly shape: string | undefined; readonly kernel: string | undefined };

/** What is known of the GPU that our kernels run on. */
export interface GpuFacts {
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
  /** Kernels that were compared with float64 on it; `fault` says in a clause what is wrong with one. */
  readonly selfTests: readonly { readonly kernel: string; readonly fault: string | undefined }[];
  /** Of our own buffers: keys, values and what our ops write. ONNX Runtime's are not counted. */
  readonly bufferBytes: number;
}

/** What ran where: shown on the page and in `--json`. */
export interface EngineInfo {
  readonly modelId: string;
  readonly modelName: string;
  /** One honest sentence on what the model can draw. */
  readonly modelSummary: string;
  /** Undefined for a local folder. */
  readonly modelLicence: ModelLicence | undefined;
  readonly family: ModelFamily;
  readonly steps: StepRange;
  readonly imageSize: number;
  /** Sets of weights that a pane may ask for; none where the model is not ours. */
  readonly checkpoints: readonly CheckpointFacts[];
  /** Modes that cannot be drawn here, each with the reason in a sentence. */
  readonly missingModes: Readonly<Partial<Record<GuidanceMode, string>>>;
  readonly backend: Backend;
  /** Adapter description, or `CPU (WebAssembly)`. */
  readonly adapter: string;
  readonly precision: 'float32' | 'float16';
  /** Sentences on anything that did not run the usual way, e.g. why WebGPU is not used. */
  readonly notices: readonly string[];
  /** Of the shapes met so far; none on wasm. */
  readonly kernels: readonly KernelChoice[];
  /** Of the denoiser, in order. Without a GPU it is one segment of stock operators. */
  readonly plan: readonly PlanStepInfo[];
  /** Undefined on wasm. */
  readonly gpu: GpuFacts | undefined;
  /** Milliseconds from the call to readiness. */
  readonly loadMilliseconds: number;
}
