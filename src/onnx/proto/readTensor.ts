// TensorProto -> Tensor, whichever of its eight places holds the elements. Raw, packed float and external data
// become views; only varint-coded elements are decoded into new memory.

import { concatenate } from '../../lib/concatenate.ts';
import { DataType, bitsPerElement, byteLength, elementCount, isDataType } from '../dataType.ts';
import { TensorSizeError, UnsupportedElementTypeError } from '../errors.ts';
import type { Tensor } from '../ir.ts';
import { readEntry, type ReadContext } from './context.ts';
import { externalBytes } from './externalData.ts';
import { TENSOR } from './fields.ts';
import type { WireReader } from './wireReader.ts';

/** A TensorProto as it stands in the file. */
interface RawTensor {
  name: string;
  dims: number[];
  dataType: number;
  isExternal: boolean;
  raw: Uint8Array | undefined;
  strings: Uint8Array[];
  /** Runs of typed elements, by field number; a writer may split a repeated field into several. */
  runs: Map<number, WireReader[]>;
  external: Map<string, string>;
}

export function readTensor(reader: WireReader, context: ReadContext): Tensor {
  const raw: RawTensor = {
    name: '',
    dims: [],
    dataType: 0,
    isExternal: false,
    raw: undefined,
    strings: [],
    runs: new Map(),
    external: new Map(),
  };
  const extra = reader.fields((field) => readTensorField(field, reader, raw));
  if (raw.dims.some((dim) => dim < 0)) throw reader.malformed(`"${raw.name}" has a negative dimension`);
  const { name, dims, dataType } = raw;
  if (!isDataType(dataType) || dataType === DataType.Undefined) {
    throw new UnsupportedElementTypeError(name, dataType);
  }
  if (dataType === DataType.String) {
    const count = elementCount(dims);
    if (raw.strings.length !== count) {
      throw new TensorSizeError(context.fileName, name, dims, count, raw.strings.length, 'elements');
    }
    return { name, elementType: dataType, dims, bytes: new Uint8Array(0), strings: raw.strings, extra };
  }
  return { name, elementType: dataType, dims, bytes: elementBytes(raw, dataType, context), extra };
}

function readTensorField(field: number, reader: WireReader, raw: RawTensor): boolean {
  switch (field) {
    case TENSOR.dims:
      reader.packed().forEachInt53((dim) => raw.dims.push(dim));
      return true;
    case TENSOR.dataType:
      raw.dataType = reader.int53();
      return true;
    case TENSOR.name:
      raw.name = reader.string();
      return true;
    case TENSOR.rawData:
      raw.raw = reader.bytes();
      return true;
    case TENSOR.stringData:
      raw.strings.push(reader.bytes());
      return true;
    case TENSOR.floatData:
    case TENSOR.doubleData:
    case TENSOR.int32Data:
    case TENSOR.int64Data:
    case TENSOR.uint64Data:
      addRun(raw.runs, field, reader.packed());
      return true;
    case TENSOR.externalData:
      raw.external.set(...readEntry(reader.message()));
      return true;
    case TENSOR.dataLocation:
      raw.isExternal = reader.int53() === 1;
      return true;
    default:
      return false;
  }
}

function addRun(runs: Map<number, WireReader[]>, field: number, run: WireReader): void {
  const known = runs.get(field);
  if (known) known.push(run);
  else runs.set(field, [run]);
}

function elementBytes(raw: RawTensor, type: DataType, context: ReadContext): Uint8Array {
  const expected = byteLength(type, raw.dims);
  if (raw.isExternal) return externalBytes(raw.name, raw.dims, raw.external, expected, context);
  const bytes = raw.raw ?? typedBytes(raw, type, expected, context);
  if (bytes.length !== expected) {
    throw new TensorSizeError(context.fileName, raw.name, raw.dims, expected, bytes.length);
  }
  return bytes;
}

/** The element types that do not live in int32_data. */
const TYPED_FIELD: ReadonlyMap<DataType, number> = new Map([
  [DataType.Float32, TENSOR.floatData],
  [DataType.Complex64, TENSOR.floatData],
  [DataType.Float64, TENSOR.doubleData],
  [DataType.Complex128, TENSOR.doubleData],
  [DataType.Int64, TENSOR.int64Data],
  [DataType.Uint32, TENSOR.uint64Data],
  [DataType.Uint64, TENSOR.uint64Data],
]);

function typedBytes(raw: RawTensor, type: DataType, expected: number, context: ReadContext): Uint8Array {
  const field = TYPED_FIELD.get(type) ?? TENSOR.int32Data;
  const runs = raw.runs.get(field) ?? [];
  if (field === TENSOR.floatData || field === TENSOR.doubleData) return joined(runs);
  // Types narrower than a byte come packed, one byte to an int32.
  const width = Math.max(8, bitsPerElement(type) ?? 0) / 8;
  const count = runs.reduce((sum, run) => sum + run.countVarints(), 0);
  if (count * width !== expected) {
    throw new TensorSizeError(context.fileName, raw.name, raw.dims, expected, count * width);
  }
  return decodeVarints(runs, count, width);
}

/** Fixed-width runs are little endian already: one run is a view, several are copied together. */
function joined(runs: readonly WireReader[]): Uint8Array {
  const parts = runs.map((run) => run.rest());
  const [first] = parts;
  return first && parts.length === 1 ? first : concatenate(parts);
}

function decodeVarints(runs: readonly WireReader[], count: number, width: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(count * width));
  let offset = 0;
  for (const run of runs) {
    if (width === 8) {
      run.forEachInt64((value) => {
        view.setBigInt64(offset, value, true);
        offset += 8;
      });
    } else {
      run.forEachInt53((value) => {
        if (width === 4) view.setUint32(offset, value, true);
        else if (width === 2) view.setUint16(offset, value, true);
        else view.setUint8(offset, value);
        offset += width;
      });
    }
  }
  return new Uint8Array(view.buffer);
}
