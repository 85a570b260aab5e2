// The graph that every pass works on: plain, immutable data that mirrors onnx.proto without its wire format.
// Passes build new objects and share everything they do not change; tensor bytes are never copied.

import type { DataType } from './dataType.ts';

export interface Model {
  readonly irVersion: number;
  /** Operator set version by domain. The standard domain is '' (`ai.onnx` is read as ''). */
  readonly opsets: ReadonlyMap<string, number>;
  readonly graph: Graph;
  readonly producerName: string;
  readonly producerVersion: string;
  readonly metadata: ReadonlyMap<string, string>;
  /** Model-local functions, kept as they came. A node whose domain and op type name one is a call. */
  readonly functions: readonly LocalFunction[];
  /** Wire fields that this IR does not model (doc strings, ...), written back byte for byte. */
  readonly extra?: Uint8Array | undefined;
}

export interface Graph {
  readonly name: string;
  readonly nodes: readonly Node[];
  /** Feeds. With old exporters this also lists initializers, which then are overridable defaults. */
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly initializers: ReadonlyMap<string, Tensor>;
  /** Types of inner tensors, by tensor name; may be incomplete. */
  readonly valueInfo: ReadonlyMap<string, ValueInfo>;
  readonly extra?: Uint8Array | undefined;
}

export interface Node {
  /** May be empty, and need not be unique. */
  readonly name: string;
  readonly opType: string;
  /** '' is the standard domain. */
  readonly domain: string;
  /** Tensor names; '' marks an omitted optional input. */
  readonly inputs: readonly string[];
  /** Tensor names; '' marks an output that nobody wants. */
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly extra?: Uint8Array | undefined;
}

/** A dimension: a number, a symbol such as `batch`, or '' where nothing is known. */
export type Dimension = number | string;

export interface ValueInfo {
  readonly name: string;
  /** `DataType.Undefined` where the file does not say, and for sequence, map and optional types. */
  readonly elementType: DataType;
  /** `[]` is a scalar; undefined means that not even the rank is known. */
  readonly dims?: readonly Dimension[] | undefined;
  /** The TypeProto message of a value that is no dense tensor, kept as it came. */
  readonly nonTensorType?: Uint8Array | undefined;
  readonly extra?: Uint8Array | undefined;
}

export interface Tensor {
  readonly name: string;
  readonly elementType: DataType;
  readonly dims: readonly number[];
  /**
   * Little-endian elements, row major: a view into the file or into its external data, so often not aligned
   * (see tensorData.ts for typed access). Empty for `DataType.String`.
   */
  readonly bytes: Uint8Array;
  /** The elements of a `DataType.String` tensor, as bytes (ONNX does not promise UTF-8). */
  readonly strings?: readonly Uint8Array[] | undefined;
  readonly extra?: Uint8Array | undefined;
}

/** One node attribute; `kind` follows AttributeProto.AttributeType. Integers are 64 bit, hence bigint. */
export type Attribute =
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'string'; readonly value: Uint8Array }
  | { readonly kind: 'tensor'; readonly value: Tensor }
  | { readonly kind: 'graph'; readonly value: Graph }
  | { readonly kind: 'typeProto'; readonly value: Uint8Array }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'ints'; readonly value: readonly bigint[] }
  | { readonly kind: 'strings'; readonly value: readonly Uint8Array[] }
  | { readonly kind: 'tensors'; readonly value: readonly Tensor[] }
  | { readonly kind: 'graphs'; readonly value: readonly Graph[] }
  | { readonly kind: 'typeProtos'; readonly value: readonly Uint8Array[] };

export type AttributeKind = Attribute['kind'];

/** A FunctionProto: identified and listed, its body kept as wire bytes. */
export interface LocalFunction {
  readonly domain: string;
  readonly name: string;
  /** `domain` and `opType` of every node in the body, for operator checks. */
  readonly calls: readonly { readonly domain: string; readonly opType: string; readonly name: string }[];
  readonly bytes: Uint8Array;
}
