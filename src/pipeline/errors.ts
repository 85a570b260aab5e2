// What can go wrong with a request or with a model's files: one class per cause.

import { SteerawayError } from '../lib/errors.ts';

export class UnknownModelError extends SteerawayError {
  readonly code = 'unknown-model';
  constructor(id: string, known: readonly string[]) {
    super(`There is no model "${id}".`, `Choose one of: ${known.join(', ')}.`);
  }
}

/** A stock model on a host that has no folder for it. */
export class ModelFilesAbsentError extends SteerawayError {
  readonly code = 'model-files-absent';
  constructor(modelName: string) {
    super(
      `${modelName} does not come with Steeraway, and none of its files were given.`,
      'Download it on the page, or name its folder on the command line (--folder DIR).',
    );
  }
}

/** float16 runs only where ONNX Runtime's GPU kernels do. */
export class PrecisionUnsupportedError extends SteerawayError {
  readonly code = 'precision-unsupported';
  constructor(backend: string) {
    super(
      `The backend ${backend} has no float16 kernels.`,
      'Ask for float32 or auto, or for the backend webgpu.',
    );
  }
}

export class ModelFileMissingError extends SteerawayError {
  readonly code = 'model-file-missing';
  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `The model file ${file} cannot be read: ${reason}.`,
      'Check the connection and try again, or reinstall the model files.',
      options,
    );
  }
}

export class ModelFileSizeError extends SteerawayError {
  readonly code = 'model-file-size';
  constructor(
    readonly file: string,
    readonly expectedBytes: number,
    readonly foundBytes: number,
  ) {
    super(
      `The model file ${file} should have ${expectedBytes} bytes but has ${foundBytes}.`,
      'The download was cut short or the file was changed: try again, or reinstall the model files.',
    );
  }
}

export class ModelFileCorruptError extends SteerawayError {
  readonly code = 'model-file-corrupt';
  constructor(
    readonly file: string,
    readonly expectedHash: string,
    readonly foundHash: string,
  ) {
    super(
      `The model file ${file} has the right size but other contents (sha256 ${foundHash.slice(0, 12)}…, expected ${expectedHash.slice(0, 12)}…).`,
      'Try again, or reinstall the model files.',
    );
  }
}

export class ModelManifestError extends SteerawayError {
  readonly code = 'model-manifest-invalid';
  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`The model's manifest ${file} cannot be used: ${reason}.`, 'Reinstall the model files.', options);
  }
}

export class EngineNotLoadedError extends SteerawayError {
  readonly code = 'engine-not-loaded';
  constructor() {
    super('No model is loaded yet.', 'Load a model before asking for pictures.');
  }
}

export class InvalidRequestError extends SteerawayError {
  readonly code = 'invalid-request';
}

/** A mode that cannot be drawn here, with the reason in a sentence. */
export class ModeUnsupportedError extends SteerawayError {
  readonly code = 'mode-unsupported';
  constructor(reason: string) {
    super(reason, 'Choose another mode, or a backend with a GPU.');
  }
}

/** With the reason in a sentence. */
export class AttentionUnavailableError extends SteerawayError {
  readonly code = 'attention-unavailable';
  constructor(hasGpu: boolean, modelName: string) {
    super(
      hasGpu
        ? `Where ${modelName} reads its words is not shown: only the model that comes with the page tells.`
        : 'Where the picture reads its words is not shown without WebGPU: attention is then no step of its own that could be watched.',
      hasGpu ? 'Choose the model that comes with the page.' : 'Use a browser with WebGPU.',
    );
  }
}

export class CheckpointUnknownError extends SteerawayError {
  readonly code = 'checkpoint-unknown';
  constructor(modelName: string, checkpoint: string, known: readonly string[]) {
    super(
      `${modelName} has no checkpoint "${checkpoint}".`,
      known.length > 0
        ? `It has ${known.join(', ')}.`
        : 'It has one set of weights: leave the checkpoint out.',
    );
  }
}

export class NothingDrawnError extends SteerawayError {
  readonly code = 'nothing-drawn';
  constructor(pane: string) {
    super(`The pane "${pane}" shows no picture yet.`, 'Draw a frame first.');
  }
}
