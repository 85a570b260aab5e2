// Why a folder of ONNX files cannot be drawn with: one class per cause.

import { SteerawayError } from '../../lib/errors.ts';

export class PipelineFilesMissingError extends SteerawayError {
  readonly code = 'pipeline-files-missing';
  constructor(
    readonly missing: readonly string[],
    found: readonly string[],
  ) {
    const shown = found.slice(0, 8).join(', ') + (found.length > 8 ? `, and ${found.length - 8} more` : '');
    super(
      `The model lacks ${missing.join(' and ')}; it has ${shown || 'no files'}.`,
      'Give a whole ONNX export of Stable Diffusion 1.5, 2.1, XL or PixArt, in the folders of diffusers: unet/model.onnx, text_encoder/model.onnx, vae_decoder/model.onnx, tokenizer/.',
    );
  }
}

/** A configuration file says that the model works in a way that is not here. */
export class PipelineUnsupportedError extends SteerawayError {
  readonly code = 'pipeline-unsupported';
  constructor(reason: string) {
    super(
      `This model cannot be drawn with: ${reason}.`,
      'Take a one-step or few-step model that predicts the noise: SD-Turbo, SDXL-Turbo, LCM, SwiftBrush, DMD.',
    );
  }
}

export class PipelineConfigError extends SteerawayError {
  readonly code = 'pipeline-config-invalid';
  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`${file} cannot be read: ${reason}.`, 'Download the file again; it must be plain JSON.', options);
  }
}

/** The denoiser wants to be fed something that no family here has. */
export class DenoiserInputError extends SteerawayError {
  readonly code = 'denoiser-input-unknown';
  constructor(
    readonly input: string,
    reason: string,
    readonly known: readonly string[],
  ) {
    super(`The denoiser's input "${input}" ${reason}.`, `Inputs that are known: ${known.join(', ')}.`);
  }
}

/** The model files are there, but memory for them is not. */
export class ModelTooLargeError extends SteerawayError {
  readonly code = 'model-too-large';
  constructor(file: string, bytes: number, options?: ErrorOptions) {
    super(
      `There is no memory for the ${(bytes / 1e6).toFixed(0)} MB of ${file}.`,
      'Close other tabs and programs and try again, or choose a smaller model.',
      options,
    );
  }
}
