// Model -> ONNX file. Each weight is copied once, into the final array.

import type { Model } from '../ir.ts';
import { MODEL, OPSET } from './fields.ts';
import { writeGraph } from './writeGraph.ts';
import { writeEntry, type ExternalFiles } from './writeTensor.ts';
import { WireWriter } from './wireWriter.ts';

export interface WriteOptions {
  /**
   * Files that initializers may point into instead of being copied, by location. An initializer of the model's
   * graph whose bytes are a view of such a file is written as its offset there: that is how a graph made from a
   * 2 GB file stays a few MB, with the original file as its external data.
   */
  readonly externalFiles?: ExternalFiles;
}

/** The model as one ModelProto. Weights are inline (raw_data) unless `externalFiles` holds them. */
export function writeModel(model: Model, options: WriteOptions = {}): Uint8Array<ArrayBuffer> {
  const writer = new WireWriter();
  writer.varint(MODEL.irVersion, model.irVersion);
  writer.optionalString(MODEL.producerName, model.producerName);
  writer.optionalString(MODEL.producerVersion, model.producerVersion);
  writer.message(MODEL.graph, (graph) => writeGraph(graph, model.graph, options.externalFiles));
  for (const [domain, version] of model.opsets) {
    writer.message(MODEL.opsetImport, (opset) => {
      opset.string(OPSET.domain, domain).varint(OPSET.version, version);
    });
  }
  for (const [key, value] of model.metadata) writeEntry(writer, MODEL.metadataProps, key, value);
  for (const { bytes } of model.functions) writer.bytes(MODEL.functions, bytes);
  if (model.extra) writer.raw(model.extra);
  return writer.finish();
}
