// Field numbers of the messages in onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto) that the reader
// and the writer share. Fields that are not listed pass through as raw bytes.

/** message ModelProto */
export const MODEL = {
  irVersion: 1, // int64
  producerName: 2, // string
  producerVersion: 3, // string
  graph: 7, // GraphProto
  opsetImport: 8, // repeated OperatorSetIdProto
  metadataProps: 14, // repeated StringStringEntryProto
  functions: 25, // repeated FunctionProto
} as const;

/** message OperatorSetIdProto */
export const OPSET = { domain: 1, version: 2 } as const; // string, int64

/** message StringStringEntryProto */
export const ENTRY = { key: 1, value: 2 } as const; // string, string

/** message FunctionProto */
export const FUNCTION = { name: 1, node: 7, domain: 10 } as const; // string, repeated NodeProto, string

/** message GraphProto */
export const GRAPH = {
  node: 1, // repeated NodeProto
  name: 2, // string
  initializer: 5, // repeated TensorProto
  input: 11, // repeated ValueInfoProto
  output: 12, // repeated ValueInfoProto
  valueInfo: 13, // repeated ValueInfoProto
  sparseInitializer: 15, // repeated SparseTensorProto
} as const;

/** message NodeProto */
export const NODE = {
  input: 1, // repeated string
  output: 2, // repeated string
  name: 3, // string
  opType: 4, // string
  attribute: 5, // repeated AttributeProto
  domain: 7, // string
} as const;

/** message AttributeProto; `type` holds an ATTRIBUTE_TYPE */
export const ATTRIBUTE = {
  name: 1, // string
  f: 2, // float
  i: 3, // int64
  s: 4, // bytes
  t: 5, // TensorProto
  g: 6, // GraphProto
  floats: 7, // repeated float
  ints: 8, // repeated int64
  strings: 9, // repeated bytes
  tensors: 10, // repeated TensorProto
  graphs: 11, // repeated GraphProto
  tp: 14, // TypeProto
  typeProtos: 15, // repeated TypeProto
  type: 20, // AttributeType
  refAttrName: 21, // string
  sparseTensor: 22, // SparseTensorProto
  sparseTensors: 23, // repeated SparseTensorProto
} as const;

/** enum AttributeProto.AttributeType, by the `kind` of our Attribute */
export const ATTRIBUTE_TYPE = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
  tensors: 9,
  graphs: 10,
  typeProto: 13,
  typeProtos: 14,
} as const;

/** message ValueInfoProto */
export const VALUE_INFO = { name: 1, type: 2 } as const; // string, TypeProto

/** message TypeProto: only tensor_type is modelled */
export const TYPE = { tensorType: 1 } as const; // TypeProto.Tensor

/** message TypeProto.Tensor */
export const TENSOR_TYPE = { elemType: 1, shape: 2 } as const; // int32, TensorShapeProto

/** message TensorShapeProto and its Dimension */
export const SHAPE = { dim: 1 } as const; // repeated Dimension
export const DIMENSION = { value: 1, param: 2 } as const; // int64, string

/** message TensorProto */
export const TENSOR = {
  dims: 1, // repeated int64
  dataType: 2, // int32, see dataType.ts
  floatData: 4, // repeated float: float32, complex64
  int32Data: 5, // repeated int32: every type of 32 bits or fewer but uint32, float16 as its bits
  stringData: 6, // repeated bytes
  int64Data: 7, // repeated int64
  name: 8, // string
  rawData: 9, // bytes, little endian
  doubleData: 10, // repeated double: float64, complex128
  uint64Data: 11, // repeated uint64: uint32, uint64
  externalData: 13, // repeated StringStringEntryProto: location, offset, length
  dataLocation: 14, // 0 inside the message, 1 external
} as const;

/** message SparseTensorProto: read only to name what is refused */
export const SPARSE_TENSOR = { values: 1 } as const; // TensorProto
