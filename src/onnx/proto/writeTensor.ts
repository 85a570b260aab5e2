// Tensor -> TensorProto, with its elements inline (raw_data) or as a place in an external data file.

import { DataType } from '../dataType.ts';
import type { Tensor } from '../ir.ts';
import { ENTRY, TENSOR } from './fields.ts';
import type { WireWriter } from './wireWriter.ts';

/** Files that initializers may point into, by location; see `writeModel`. */
export type ExternalFiles = ReadonlyMap<string, Uint8Array>;

/** Smaller tensors are always inline: pointing at them takes as much room. */
const MIN_EXTERNAL_BYTES = 256;

export function writeTensor(writer: WireWriter, tensor: Tensor, externalFiles?: ExternalFiles): void {
  for (const dim of tensor.dims) writer.varint(TENSOR.dims, dim);
  writer.varint(TENSOR.dataType, tensor.elementType);
  writer.optionalString(TENSOR.name, tensor.name);
  const place = externalFiles && findPlace(tensor.bytes, externalFiles);
  if (tensor.elementType === DataType.String) {
    for (const value of tensor.strings ?? []) writer.bytes(TENSOR.stringData, value);
  } else if (place === undefined) {
    writer.bytes(TENSOR.rawData, tensor.bytes);
  } else {
    writeEntry(writer, TENSOR.externalData, 'location', place.location);
    writeEntry(writer, TENSOR.externalData, 'offset', String(place.offset));
    writeEntry(writer, TENSOR.externalData, 'length', String(tensor.bytes.length));
    writer.varint(TENSOR.dataLocation, 1);
  }
  if (tensor.extra) writer.raw(tensor.extra);
}

/** A StringStringEntryProto. */
export function writeEntry(writer: WireWriter, field: number, key: string, value: string): void {
  writer.message(field, (entry) => entry.string(ENTRY.key, key).string(ENTRY.value, value));
}

/** Where `bytes` lie in one of the files, if they are a view of it. */
function findPlace(
  bytes: Uint8Array,
  files: ExternalFiles,
): { location: string; offset: number } | undefined {
  if (bytes.length < MIN_EXTERNAL_BYTES) return undefined;
  for (const [location, file] of files) {
    const offset = bytes.byteOffset - file.byteOffset;
    if (bytes.buffer === file.buffer && offset >= 0 && offset + bytes.length <= file.length) {
      return { location, offset };
    }
  }
  return undefined;
}
