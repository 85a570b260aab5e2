// Typed access to tensor elements. Tensor bytes are views into files, so they may start at any address.

import { float16ToFloat32 } from '../lib/float16.ts';
import { DataType, dataTypeName } from './dataType.ts';
import type { Tensor } from './ir.ts';

interface TypedArrayConstructor<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
}

/** `bytes` as a typed array: a view where their address allows it, else a copy. */
export function viewAs<T>(bytes: Uint8Array, type: TypedArrayConstructor<T>): T {
  const isAligned = bytes.byteOffset % type.BYTES_PER_ELEMENT === 0;
  // Not slice(): Node's Buffer gives a view there.
  const aligned = isAligned ? bytes : new Uint8Array(bytes);
  return new type(aligned.buffer, aligned.byteOffset, aligned.length / type.BYTES_PER_ELEMENT);
}

type Reader = (bytes: Uint8Array) => ArrayLike<number> | ArrayLike<bigint>;

/** Reads that do not depend on alignment, by element type. */
const READERS: ReadonlyMap<DataType, Reader> = new Map<DataType, Reader>([
  [DataType.Float32, (bytes) => viewAs(bytes, Float32Array)],
  [DataType.Float64, (bytes) => viewAs(bytes, Float64Array)],
  [DataType.Float16, (bytes) => float16ToFloat32(viewAs(bytes, Uint16Array))],
  [DataType.Int8, (bytes) => viewAs(bytes, Int8Array)],
  [DataType.Uint8, (bytes) => bytes],
  [DataType.Bool, (bytes) => bytes],
  [DataType.Int16, (bytes) => viewAs(bytes, Int16Array)],
  [DataType.Uint16, (bytes) => viewAs(bytes, Uint16Array)],
  [DataType.Int32, (bytes) => viewAs(bytes, Int32Array)],
  [DataType.Uint32, (bytes) => viewAs(bytes, Uint32Array)],
  [DataType.Int64, (bytes) => viewAs(bytes, BigInt64Array)],
  [DataType.Uint64, (bytes) => viewAs(bytes, BigUint64Array)],
]);

/**
 * The elements as numbers: for constants that say something about the graph (shapes, scales, axes).
 * 64-bit integers beyond 2^53 lose digits.
 * @throws TypeError for strings, complex numbers and types narrower than a byte
 */
export function tensorNumbers(tensor: Tensor): number[] {
  const read = READERS.get(tensor.elementType);
  if (read === undefined) throw new TypeError(`${dataTypeName(tensor.elementType)} elements are no numbers`);
  return Array.from<number | bigint, number>(read(tensor.bytes), Number);
}
