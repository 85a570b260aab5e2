// A segment as ONNX Runtime takes it: a small graph, and its weights as views of the memory that they are in already.

import { DataType, writeModel, type Model, type Tensor } from '../onnx/index.ts';

export interface OrtModel {
  /** An ONNX file without large weights. */
  readonly bytes: Uint8Array;
  /** The weights, by the external data location under which `bytes` names them. Views: never copied, of any alignment. */
  readonly weights: ReadonlyMap<string, Uint8Array>;
}

/** Below this a copy costs less than a call; scalars and norms are there when ONNX Runtime folds constants. */
const MIN_WEIGHT_BYTES = 1024;

/** Shapes, axes and indices: ONNX Runtime needs their values while it infers shapes, so they stay inside the graph. */
const SHAPE_TYPES: ReadonlySet<DataType> = new Set([DataType.Int32, DataType.Int64]);

/**
 * Inline weights exist three times while a session is made: in their file, in the written graph and in the wasm heap.
 * As external data they go from the file straight to where they are used (ONNX Runtime 1.30, wasm-core-impl.ts,
 * mountExternalData): a GPU buffer, or the heap once. Each weight is a file of its own, so that nobody has to know which
 * files a model came from, and no offset exceeds 2^31 however large they are.
 */
export function ortModel(model: Model): OrtModel {
  const weights = new Map<string, Uint8Array>();
  for (const tensor of model.graph.initializers.values()) {
    if (isWeight(tensor)) weights.set(`weight-${weights.size}`, tensor.bytes);
  }
  return { bytes: writeModel(model, { externalFiles: weights }), weights };
}

function isWeight({ elementType, bytes }: Tensor): boolean {
  return bytes.length >= MIN_WEIGHT_BYTES && !SHAPE_TYPES.has(elementType);
}
