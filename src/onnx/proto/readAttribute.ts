// AttributeProto -> Attribute. Its doc string is dropped: attributes have no place to keep it, and nothing runs on it.
// Strings and types are copied out of the file: views of so few bytes would keep all of it in memory.

import { UnsupportedFeatureError } from '../errors.ts';
import type { Attribute, AttributeKind, Graph, Tensor } from '../ir.ts';
import type { ReadContext } from './context.ts';
import { ATTRIBUTE, ATTRIBUTE_TYPE } from './fields.ts';
import { readGraph } from './readGraph.ts';
import { readTensor } from './readTensor.ts';
import type { WireReader } from './wireReader.ts';

const KIND_OF_TYPE = new Map(
  (Object.keys(ATTRIBUTE_TYPE) as AttributeKind[]).map((kind) => [ATTRIBUTE_TYPE[kind] as number, kind]),
);

/** One slot for each kind of value: an attribute's type may come after its value in the file. */
interface Slots {
  name: string;
  type: number;
  float: number;
  int: bigint;
  string: Uint8Array;
  tensor?: Tensor;
  graph?: Graph;
  typeProto: Uint8Array;
  floats: number[];
  ints: bigint[];
  strings: Uint8Array[];
  tensors: Tensor[];
  graphs: Graph[];
  typeProtos: Uint8Array[];
  /** Kind of the last value seen, for files so old that they carry no type. */
  seen?: AttributeKind;
}

/** @param owner names the node in messages */
export function readAttribute(reader: WireReader, owner: string, context: ReadContext): [string, Attribute] {
  const empty = new Uint8Array(0);
  const slots: Slots = {
    name: '',
    type: 0,
    float: 0,
    int: 0n,
    string: empty,
    typeProto: empty,
    floats: [],
    ints: [],
    strings: [],
    tensors: [],
    graphs: [],
    typeProtos: [],
  };
  reader.fields((field) => {
    if (field === ATTRIBUTE.name) slots.name = reader.string();
    else if (field === ATTRIBUTE.type) slots.type = reader.int53();
    else if (field === ATTRIBUTE.refAttrName) {
      throw new UnsupportedFeatureError('a reference to a function attribute outside a function', owner);
    } else if (field === ATTRIBUTE.sparseTensor || field === ATTRIBUTE.sparseTensors) {
      throw new UnsupportedFeatureError('a sparse tensor', owner);
    } else {
      const kind = readSingle(field, reader, slots, context) ?? readRepeated(field, reader, slots, context);
      if (kind === undefined) return false;
      slots.seen = kind;
    }
    return true;
  });
  const kind = slots.type === 0 ? slots.seen : KIND_OF_TYPE.get(slots.type);
  if (kind === undefined) {
    throw new UnsupportedFeatureError(`an attribute of type ${slots.type} ("${slots.name}")`, owner);
  }
  const value = slots[kind];
  if (value === undefined) throw reader.malformed(`attribute "${slots.name}" of ${owner} has no ${kind}`);
  return [slots.name, { kind, value } as Attribute];
}

function readSingle(field: number, reader: WireReader, slots: Slots, context: ReadContext) {
  switch (field) {
    case ATTRIBUTE.f:
      slots.float = reader.float32();
      return 'float';
    case ATTRIBUTE.i:
      slots.int = reader.int64();
      return 'int';
    case ATTRIBUTE.s:
      slots.string = reader.bytes().slice();
      return 'string';
    case ATTRIBUTE.t:
      slots.tensor = readTensor(reader.message(), context);
      return 'tensor';
    case ATTRIBUTE.g:
      slots.graph = readSubgraph(reader, context);
      return 'graph';
    case ATTRIBUTE.tp:
      slots.typeProto = reader.bytes().slice();
      return 'typeProto';
    default:
      return undefined;
  }
}

function readRepeated(field: number, reader: WireReader, slots: Slots, context: ReadContext) {
  switch (field) {
    case ATTRIBUTE.floats:
      reader.packed().forEachFloat32((value) => slots.floats.push(value));
      return 'floats';
    case ATTRIBUTE.ints:
      reader.packed().forEachInt64((value) => slots.ints.push(value));
      return 'ints';
    case ATTRIBUTE.strings:
      slots.strings.push(reader.bytes().slice());
      return 'strings';
    case ATTRIBUTE.tensors:
      slots.tensors.push(readTensor(reader.message(), context));
      return 'tensors';
    case ATTRIBUTE.graphs:
      slots.graphs.push(readSubgraph(reader, context));
      return 'graphs';
    case ATTRIBUTE.typeProtos:
      slots.typeProtos.push(reader.bytes().slice());
      return 'typeProtos';
    default:
      return undefined;
  }
}

function readSubgraph(reader: WireReader, context: ReadContext): Graph {
  return readGraph(reader.message(), { ...context, graphDepth: context.graphDepth + 1 });
}
