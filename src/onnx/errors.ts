// Everything that can be wrong with a model file or its graph: one class per cause.

import { SteerawayError } from '../lib/errors.ts';
import { dataTypeName } from './dataType.ts';

const REFETCH = 'Download the file again, and check its size against the source.';

/** The file ends in the middle of something. */
export class TruncatedModelError extends SteerawayError {
  readonly code = 'model-file-truncated';
  constructor(
    readonly fileName: string,
    /** Bytes that the file should have at least. */
    readonly expectedBytes: number,
    readonly foundBytes: number,
  ) {
    super(
      `${fileName} is cut short: expected at least ${expectedBytes} bytes, found ${foundBytes}.`,
      REFETCH,
    );
  }
}

/** The bytes are something else: an HTML error page, a Git LFS pointer, a picture, nothing at all. */
export class NotAnOnnxFileError extends SteerawayError {
  readonly code = 'model-file-not-onnx';
  constructor(
    readonly fileName: string,
    readonly foundBytes: number,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `${fileName} (${foundBytes} bytes) is not an ONNX model: ${reason}.`,
      'Pick a .onnx file; a tiny file is often an error page or a Git LFS pointer saved in its place.',
      options,
    );
  }
}

/** An ONNX file whose inside contradicts the format. */
export class MalformedModelError extends SteerawayError {
  readonly code = 'model-file-malformed';
  constructor(
    readonly fileName: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${fileName} is damaged: ${reason}.`, REFETCH, options);
  }
}

/** Weights live in another file that was not given. */
export class ExternalDataMissingError extends SteerawayError {
  readonly code = 'external-data-missing';
  constructor(
    readonly fileName: string,
    readonly location: string,
    readonly tensorName: string,
    /** Bytes that the missing file must have at least. */
    readonly expectedBytes: number,
  ) {
    super(
      `${fileName} keeps the weights of "${tensorName}" in "${location}", which is missing: ` +
        `expected at least ${expectedBytes} bytes, found no such file.`,
      `Put "${location}" beside the model, or drop the whole folder.`,
    );
  }
}

/** Weights lie past the end of their file. */
export class ExternalDataRangeError extends SteerawayError {
  readonly code = 'external-data-out-of-range';
  constructor(
    readonly location: string,
    readonly tensorName: string,
    readonly expectedBytes: number,
    readonly foundBytes: number,
  ) {
    super(
      `"${location}" is too short for the weights of "${tensorName}": ` +
        `expected at least ${expectedBytes} bytes, found ${foundBytes}.`,
      `Download "${location}" again; model and weights must come from the same export.`,
    );
  }
}

/** A tensor's bytes do not fit its shape. */
export class TensorSizeError extends SteerawayError {
  readonly code = 'tensor-size-mismatch';
  constructor(
    readonly fileName: string,
    readonly tensorName: string,
    dims: readonly number[],
    expected: number,
    found: number,
    unit: 'bytes' | 'elements' = 'bytes',
  ) {
    super(
      `${fileName}: "${tensorName}" of shape [${dims.join(', ')}] needs ${expected} ${unit} but holds ${found}.`,
      REFETCH,
    );
  }
}

/** An element type newer than this project, or none at all. */
export class UnsupportedElementTypeError extends SteerawayError {
  readonly code = 'unsupported-element-type';
  constructor(
    readonly tensorName: string,
    readonly elementType: number,
  ) {
    super(
      `"${tensorName}" has the element type ${dataTypeName(elementType)}, which is not supported here.`,
      'Export the model with float32, float16 or integer tensors.',
    );
  }
}

/** A part of ONNX that this project refuses, e.g. a sparse tensor. */
export class UnsupportedFeatureError extends SteerawayError {
  readonly code = 'unsupported-onnx-feature';
  constructor(
    readonly feature: string,
    where: string,
    hint = 'Export the model again without it.',
  ) {
    super(`${where} uses ${feature}, which is not supported here.`, hint);
  }
}

/** A node that no provider and no custom op of ours can run. */
export class UnknownOperatorError extends SteerawayError {
  readonly code = 'unknown-operator';
  constructor(
    readonly nodeName: string,
    readonly domain: string,
    readonly opType: string,
  ) {
    super(
      `Node "${nodeName}" needs the operator ${domain || 'ai.onnx'}::${opType}, which nothing here can run.`,
      'Export the model with standard operators, or register a custom op of that name.',
    );
  }
}

/** The graph itself is wrong: a cycle, a tensor that nobody makes, a name made twice. */
export class InvalidGraphError extends SteerawayError {
  readonly code = 'invalid-graph';
  constructor(
    readonly graphName: string,
    reason: string,
  ) {
    super(`Graph "${graphName}" is not valid: ${reason}.`, 'Check the export with onnx.checker.check_model.');
  }
}

/** A tensor must cross a step border, but neither the file nor inference says what it holds. */
export class UnknownTensorTypeError extends SteerawayError {
  readonly code = 'unknown-tensor-type';
  constructor(
    readonly tensorName: string,
    producer: string,
  ) {
    super(
      `The element type of "${tensorName}", made by ${producer}, is not known, and it has to leave its session.`,
      'Run onnx.shape_inference on the model, or add the tensor to value_info.',
    );
  }
}

/** The graph has no text cross-attention, so there is nothing that a negative prompt could act on. */
export class NoCrossAttentionError extends SteerawayError {
  readonly code = 'no-cross-attention';
  constructor(found: string) {
    super(
      `The model has no text cross-attention: ${found}.`,
      'Pick the denoiser (unet/model.onnx or transformer/model.onnx), not the text encoder or the VAE.',
    );
  }
}

/** Image and text tokens attend to each other in one attention (MMDiT: SD3, Flux). */
export class JointAttentionError extends SteerawayError {
  readonly code = 'joint-attention';
  constructor(
    readonly layerName: string,
    readonly count: number,
  ) {
    super(
      `"${layerName}" is joint attention of image and text (${count} such layers), where NASA is not defined: ` +
        'the text tokens change in every layer, so a negative prompt has no keys and values of its own.',
      'Pick a model with cross-attention, such as SD-Turbo, SDXL-Turbo or PixArt.',
    );
  }
}

/** Parts of the graph are hidden in functions, where no pass looks. */
export class LocalFunctionsError extends SteerawayError {
  readonly code = 'local-functions';
  constructor(readonly functionName: string) {
    super(
      `The model calls functions of its own ("${functionName}"), which are not looked into.`,
      'Inline them with onnx.inliner.inline_local_functions, or export with torch 2.6 or later.',
    );
  }
}

/** A cross-attention was recognised, and yet cannot be taken out. */
export class CrossAttentionCutError extends SteerawayError {
  readonly code = 'cross-attention-not-cut';
  constructor(
    readonly layerName: string,
    readonly reason: string,
  ) {
    super(
      `The cross-attention "${layerName}" cannot be replaced: ${reason}.`,
      'Please report the model and how it was exported; torch.onnx.export without an optimiser after it works.',
    );
  }
}

/** Keys and values cannot be computed apart from the picture. */
export class PromptSplitError extends SteerawayError {
  readonly code = 'prompt-not-separable';
  constructor(reason: string) {
    super(
      `The prompt cannot be separated from the picture in this model: ${reason}.`,
      'Please report the model and how it was exported.',
    );
  }
}
