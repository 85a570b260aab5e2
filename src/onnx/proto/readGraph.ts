// GraphProto and what it holds -> Graph, Node, Attribute, ValueInfo.

import { DataType, isDataType } from '../dataType.ts';
import { UnsupportedElementTypeError, UnsupportedFeatureError } from '../errors.ts';
import type { Attribute, Dimension, Graph, Node, Tensor, ValueInfo } from '../ir.ts';
import { MAX_GRAPH_DEPTH, type ReadContext } from './context.ts';
import {
  DIMENSION,
  GRAPH,
  NODE,
  SHAPE,
  SPARSE_TENSOR,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
  VALUE_INFO,
} from './fields.ts';
import { readAttribute } from './readAttribute.ts';
import { readTensor } from './readTensor.ts';
import type { WireReader } from './wireReader.ts';

export function readGraph(reader: WireReader, context: ReadContext): Graph {
  if (context.graphDepth > MAX_GRAPH_DEPTH) {
    throw reader.malformed(`graphs are nested more than ${MAX_GRAPH_DEPTH} deep`);
  }
  const nodes: Node[] = [];
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  const initializers = new Map<string, Tensor>();
  const valueInfo = new Map<string, ValueInfo>();
  let name = '';
  const extra = reader.fields((field) => {
    if (field === GRAPH.node) nodes.push(readNode(reader.message(), context));
    else if (field === GRAPH.name) name = reader.string();
    else if (field === GRAPH.initializer) addInitializer(initializers, reader, context);
    else if (field === GRAPH.input) inputs.push(readValueInfo(reader.message()));
    else if (field === GRAPH.output) outputs.push(readValueInfo(reader.message()));
    else if (field === GRAPH.valueInfo) setByName(valueInfo, readValueInfo(reader.message()));
    else if (field === GRAPH.sparseInitializer) throw refuseSparse(reader.message());
    else return false;
    return true;
  });
  return { name, nodes, inputs, outputs, initializers, valueInfo, extra };
}

function addInitializer(initializers: Map<string, Tensor>, reader: WireReader, context: ReadContext): void {
  const tensor = readTensor(reader.message(), context);
  if (initializers.has(tensor.name)) throw reader.malformed(`two initializers are called "${tensor.name}"`);
  initializers.set(tensor.name, tensor);
}

function setByName(valueInfo: Map<string, ValueInfo>, info: ValueInfo): void {
  valueInfo.set(info.name, info);
}

function refuseSparse(reader: WireReader): UnsupportedFeatureError {
  let name = '';
  reader.fields((field) => {
    if (field !== SPARSE_TENSOR.values) return false;
    const values = reader.message();
    values.fields((inner) => {
      if (inner === TENSOR.name) name = values.string();
      return inner === TENSOR.name;
    });
    return true;
  });
  return new UnsupportedFeatureError('a sparse tensor', `Initializer "${name}"`);
}

export function readNode(reader: WireReader, context: ReadContext): Node {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Attribute>();
  let name = '';
  let opType = '';
  let domain = '';
  const attributeReaders: WireReader[] = [];
  const extra = reader.fields((field) => {
    if (field === NODE.input) inputs.push(reader.string());
    else if (field === NODE.output) outputs.push(reader.string());
    else if (field === NODE.name) name = reader.string();
    else if (field === NODE.opType) opType = reader.string();
    else if (field === NODE.domain) domain = standardDomain(reader.string());
    else if (field === NODE.attribute) attributeReaders.push(reader.message());
    else return false;
    return true;
  });
  // Attributes last: their errors name the node, whose name may come after them in the file.
  const owner = `Node "${name}" (${opType})`;
  for (const inner of attributeReaders) attributes.set(...readAttribute(inner, owner, context));
  return { name, opType, domain, inputs, outputs, attributes, extra };
}

/** `ai.onnx` and '' name the same domain. */
export function standardDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}

function readValueInfo(reader: WireReader): ValueInfo {
  let name = '';
  let type: WireReader | undefined;
  const extra = reader.fields((field) => {
    if (field === VALUE_INFO.name) name = reader.string();
    else if (field === VALUE_INFO.type) type = reader.message();
    else return false;
    return true;
  });
  return { name, ...readType(name, type), extra };
}

/** TypeProto. Denotations (`DATA_BATCH`, ...) are dropped: no runtime of ours reads them. */
function readType(name: string, reader: WireReader | undefined): Omit<ValueInfo, 'name' | 'extra'> {
  const nonTensorType = reader?.rest().slice();
  let elementType: number = DataType.Undefined;
  let dims: Dimension[] | undefined;
  let isTensor = reader === undefined;
  reader?.fields((field) => {
    if (field !== TYPE.tensorType) return false;
    isTensor = true;
    const tensor = reader.message();
    tensor.fields((inner) => {
      if (inner === TENSOR_TYPE.elemType) elementType = tensor.int53();
      else if (inner === TENSOR_TYPE.shape) dims = readShape(tensor.message());
      else return false;
      return true;
    });
    return true;
  });
  if (!isDataType(elementType)) throw new UnsupportedElementTypeError(name, elementType);
  return isTensor ? { elementType, dims } : { elementType, nonTensorType };
}

function readShape(reader: WireReader): Dimension[] {
  const dims: Dimension[] = [];
  reader.fields((field) => {
    if (field !== SHAPE.dim) return false;
    const dimension = reader.message();
    let value: Dimension = '';
    dimension.fields((inner) => {
      if (inner === DIMENSION.value) value = dimension.int53();
      else if (inner === DIMENSION.param) value = dimension.string();
      else return false;
      return true;
    });
    dims.push(value);
    return true;
  });
  return dims;
}
