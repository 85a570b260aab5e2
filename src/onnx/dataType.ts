// ONNX element types (TensorProto.DataType in onnx.proto) and their widths.

/** Numbers as in `TensorProto.DataType`. */
export const DataType = {
  Undefined: 0,
  Float32: 1,
  Uint8: 2,
  Int8: 3,
  Uint16: 4,
  Int16: 5,
  Int32: 6,
  Int64: 7,
  String: 8,
  Bool: 9,
  Float16: 10,
  Float64: 11,
  Uint32: 12,
  Uint64: 13,
  Complex64: 14,
  Complex128: 15,
  BFloat16: 16,
  Float8E4M3FN: 17,
  Float8E4M3FNUZ: 18,
  Float8E5M2: 19,
  Float8E5M2FNUZ: 20,
  Uint4: 21,
  Int4: 22,
  Float4E2M1: 23,
  Float8E8M0: 24,
  Uint2: 25,
  Int2: 26,
} as const;

export type DataType = (typeof DataType)[keyof typeof DataType];

const NAMES = new Map<number, keyof typeof DataType>();
for (const name of Object.keys(DataType) as (keyof typeof DataType)[]) NAMES.set(DataType[name], name);

/** Bits per element. Strings have no fixed width and `Undefined` has none at all. */
const BITS: ReadonlyMap<DataType, number> = new Map([
  [DataType.Float32, 32],
  [DataType.Uint8, 8],
  [DataType.Int8, 8],
  [DataType.Uint16, 16],
  [DataType.Int16, 16],
  [DataType.Int32, 32],
  [DataType.Int64, 64],
  [DataType.Bool, 8],
  [DataType.Float16, 16],
  [DataType.Float64, 64],
  [DataType.Uint32, 32],
  [DataType.Uint64, 64],
  [DataType.Complex64, 64],
  [DataType.Complex128, 128],
  [DataType.BFloat16, 16],
  [DataType.Float8E4M3FN, 8],
  [DataType.Float8E4M3FNUZ, 8],
  [DataType.Float8E5M2, 8],
  [DataType.Float8E5M2FNUZ, 8],
  [DataType.Uint4, 4],
  [DataType.Int4, 4],
  [DataType.Float4E2M1, 4],
  [DataType.Float8E8M0, 8],
  [DataType.Uint2, 2],
  [DataType.Int2, 2],
]);

/** True for the numbers this project can carry (every type of ONNX 1.20; newer ones are refused by name). */
export function isDataType(value: number): value is DataType {
  return NAMES.has(value);
}

/** `Float16` for 10; `28` for a number that this project does not know. */
export function dataTypeName(value: number): string {
  return NAMES.get(value) ?? String(value);
}

/** Bits per element, or undefined for `String` and `Undefined`. */
export function bitsPerElement(type: DataType): number | undefined {
  return BITS.get(type);
}

/** Number of elements of a shape; 1 for a scalar. */
export function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** Bytes of a dense tensor; types narrower than a byte are packed and padded to a whole byte. */
export function byteLength(type: DataType, dims: readonly number[]): number {
  const bits = bitsPerElement(type);
  if (bits === undefined) throw new TypeError(`${dataTypeName(type)} has no fixed width`);
  return Math.ceil((elementCount(dims) * bits) / 8);
}
