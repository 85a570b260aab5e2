// Everything that can go wrong between a plan and its pixels: one class per cause.

import { SteerawayError } from '../lib/errors.ts';

const REPORT = 'This is a bug of Steeraway: please report it with the name of your GPU and browser.';

/** No WebGPU, or no adapter. */
export class WebGpuUnavailableError extends SteerawayError {
  readonly code = 'webgpu-unavailable';
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `WebGPU cannot be used here: ${reason}.`,
      'Use a recent Chrome, Edge or Safari with hardware acceleration on, or the slower CPU backend.',
      options,
    );
  }
}

/** The GPU process died, the driver was reset, or the device was destroyed. */
export class DeviceLostError extends SteerawayError {
  readonly code = 'device-lost';
  constructor(
    /** `destroyed` where our own code ended the device. */
    readonly reason: GPUDeviceLostReason,
    message: string,
  ) {
    super(
      `The GPU device was lost: ${message || reason}.`,
      'Reload the page; if it happens again, close other GPU-heavy tabs.',
    );
  }
}

/** WebGPU refused a call of ours (or ran out of memory). */
export class GpuOperationError extends SteerawayError {
  readonly code = 'gpu-operation-failed';
  constructor(where: string, detail: string) {
    super(`The GPU refused ${where}: ${detail}`, REPORT);
  }
}

export class ShaderCompilationError extends SteerawayError {
  readonly code = 'shader-compilation-failed';
  constructor(
    readonly kernel: string,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`The shader ${kernel} does not compile: ${detail}`, REPORT, options);
  }
}

/** A kernel needs more of something (workgroup memory, invocations) than the adapter has. */
export class AdapterLimitError extends SteerawayError {
  readonly code = 'adapter-limit';
  constructor(kernel: string, need: string) {
    super(`${kernel} does not fit this GPU: ${need}.`, 'Use another GPU, or the slower CPU backend.');
  }
}

/** float16 was asked for on an adapter without shader-f16. */
export class Float16UnsupportedError extends SteerawayError {
  readonly code = 'shader-f16-missing';
  constructor(adapter: string) {
    super(`${adapter} has no shader-f16, so float16 cannot run on it.`, 'Ask for precision float32 or auto.');
  }
}

/** A feed or fetch that does not fit the model, found before ONNX Runtime sees it. */
export class InvalidFeedError extends SteerawayError {
  readonly code = 'invalid-feed';
  constructor(message: string, names: readonly string[]) {
    super(message, `The model takes ${names.length === 0 ? 'no inputs' : names.join(', ')}.`);
  }
}

/** A node of a custom op whose inputs or attributes break the op's contract. */
export class InvalidOpError extends SteerawayError {
  readonly code = 'custom-op-invalid';
  constructor(
    readonly opType: string,
    nodeName: string,
    reason: string,
  ) {
    super(
      `${opType} "${nodeName}": ${reason}.`,
      'Check the export against the contract in docs/architecture.md.',
    );
  }
}

/** Custom ops are WGSL: the wasm provider cannot run them. */
export class CustomOpNeedsWebGpuError extends SteerawayError {
  readonly code = 'custom-op-needs-webgpu';
  constructor(readonly opTypes: readonly string[]) {
    super(
      `The model holds custom ops (${opTypes.join(', ')}), which run on WebGPU only.`,
      'Load the plain-operator twin of the model (frame_plain.onnx) on the wasm provider.',
    );
  }
}

/** A mode that our kernels have and a model's stock-operator twin lacks. */
export class GuidanceModeUnsupportedError extends SteerawayError {
  readonly code = 'guidance-mode-unsupported';
  constructor(readonly mode: string) {
    super(
      `${mode.toUpperCase()} guidance cannot run on the wasm backend.`,
      'Use NASA, or a browser with WebGPU.',
    );
  }
}

/** ONNX Runtime failed; `cause` keeps its own words. */
export class OnnxRuntimeError extends SteerawayError {
  readonly code = 'onnxruntime-failed';
  constructor(where: string, cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(
      `ONNX Runtime failed in ${where}: ${detail}`,
      'Reload the page; if it stays, try the CPU backend.',
      { cause },
    );
  }
}

/** The run was stopped by its AbortSignal, between two steps. */
export class CancelledError extends SteerawayError {
  readonly code = 'cancelled';
  constructor(options?: ErrorOptions) {
    super('The run was cancelled.', 'Start a new run.', options);
  }
}

export class SessionReleasedError extends SteerawayError {
  readonly code = 'session-released';
  constructor() {
    super('The session was released and cannot run any more.', 'Create a new session.');
  }
}

/** No kernel that could do it, ours or ONNX Runtime's, computes right values on this adapter. */
export class SelfTestError extends SteerawayError {
  readonly code = 'gpu-self-test-failed';
  constructor(adapter: string, detail: string) {
    super(
      `No attention kernel is right on ${adapter}: ${detail}.`,
      'Update the graphics driver, or use the slower CPU backend.',
    );
  }
}
