// Finds a tensor's bytes in an external data file (onnx/docs/ExternalData.md).

import {
  ExternalDataMissingError,
  ExternalDataRangeError,
  MalformedModelError,
  TensorSizeError,
} from '../errors.ts';
import type { ReadContext } from './context.ts';

/**
 * A view of `expected` bytes in the file that `entries` names: `location`, `offset` (default 0) and `length`.
 * @throws ExternalDataMissingError, ExternalDataRangeError, TensorSizeError, MalformedModelError
 */
export function externalBytes(
  tensorName: string,
  dims: readonly number[],
  entries: ReadonlyMap<string, string>,
  expected: number,
  context: ReadContext,
): Uint8Array {
  const location = (entries.get('location') ?? '').replace(/^(\.\/)+/, '');
  const offset = byteCount(entries.get('offset') ?? '0', tensorName, context);
  const length = byteCount(entries.get('length') ?? String(expected), tensorName, context);
  if (location === '') {
    throw new MalformedModelError(context.fileName, `"${tensorName}" has external data without a location`);
  }
  if (length !== expected) throw new TensorSizeError(context.fileName, tensorName, dims, expected, length);
  const file = context.externalData.get(location);
  if (file === undefined) {
    throw new ExternalDataMissingError(context.fileName, location, tensorName, offset + expected);
  }
  if (!(offset + expected <= file.length)) {
    throw new ExternalDataRangeError(location, tensorName, offset + expected, file.length);
  }
  return file.subarray(offset, offset + expected);
}

function byteCount(text: string, tensorName: string, context: ReadContext): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new MalformedModelError(
    context.fileName,
    `"${tensorName}" has external data at "${text}", which is no byte count`,
  );
}
