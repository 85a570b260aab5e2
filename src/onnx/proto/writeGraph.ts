// Graph, Node, Attribute, ValueInfo -> GraphProto and what it holds.

import { DataType } from '../dataType.ts';
import type { Attribute, Graph, Node, ValueInfo } from '../ir.ts';
import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  DIMENSION,
  GRAPH,
  NODE,
  SHAPE,
  TENSOR_TYPE,
  TYPE,
  VALUE_INFO,
} from './fields.ts';
import { writeTensor, type ExternalFiles } from './writeTensor.ts';
import type { WireWriter } from './wireWriter.ts';

export function writeGraph(writer: WireWriter, graph: Graph, externalFiles?: ExternalFiles): void {
  for (const node of graph.nodes) writer.message(GRAPH.node, (inner) => writeNode(inner, node));
  writer.string(GRAPH.name, graph.name);
  for (const tensor of graph.initializers.values()) {
    writer.message(GRAPH.initializer, (inner) => writeTensor(inner, tensor, externalFiles));
  }
  const infos: [number, Iterable<ValueInfo>][] = [
    [GRAPH.input, graph.inputs],
    [GRAPH.output, graph.outputs],
    [GRAPH.valueInfo, graph.valueInfo.values()],
  ];
  for (const [field, values] of infos) {
    for (const info of values) writer.message(field, (inner) => writeValueInfo(inner, info));
  }
  if (graph.extra) writer.raw(graph.extra);
}

function writeNode(writer: WireWriter, node: Node): void {
  for (const name of node.inputs) writer.string(NODE.input, name);
  for (const name of node.outputs) writer.string(NODE.output, name);
  writer.optionalString(NODE.name, node.name);
  writer.string(NODE.opType, node.opType);
  for (const [name, attribute] of node.attributes) {
    writer.message(NODE.attribute, (inner) => {
      inner.string(ATTRIBUTE.name, name);
      writeAttributeValue(inner, attribute);
      inner.varint(ATTRIBUTE.type, ATTRIBUTE_TYPE[attribute.kind]);
    });
  }
  writer.optionalString(NODE.domain, node.domain);
  if (node.extra) writer.raw(node.extra);
}

// Repeated numbers are written unpacked, as onnx.proto declares them for attributes.
function writeAttributeValue(writer: WireWriter, attribute: Attribute): void {
  switch (attribute.kind) {
    case 'float':
      writer.float32(ATTRIBUTE.f, attribute.value);
      break;
    case 'int':
      writer.varint(ATTRIBUTE.i, attribute.value);
      break;
    case 'string':
      writer.bytes(ATTRIBUTE.s, attribute.value);
      break;
    case 'tensor':
      writer.message(ATTRIBUTE.t, (inner) => writeTensor(inner, attribute.value));
      break;
    case 'graph':
      writer.message(ATTRIBUTE.g, (inner) => writeGraph(inner, attribute.value));
      break;
    case 'typeProto':
      writer.bytes(ATTRIBUTE.tp, attribute.value);
      break;
    default:
      writeRepeatedValue(writer, attribute);
  }
}

type Repeated = Extract<Attribute, { value: readonly unknown[] }>;

function writeRepeatedValue(writer: WireWriter, { kind, value: values }: Repeated): void {
  switch (kind) {
    case 'floats':
      for (const value of values) writer.float32(ATTRIBUTE.floats, value);
      break;
    case 'ints':
      for (const value of values) writer.varint(ATTRIBUTE.ints, value);
      break;
    case 'strings':
      for (const value of values) writer.bytes(ATTRIBUTE.strings, value);
      break;
    case 'tensors':
      for (const value of values) writer.message(ATTRIBUTE.tensors, (inner) => writeTensor(inner, value));
      break;
    case 'graphs':
      for (const value of values) writer.message(ATTRIBUTE.graphs, (inner) => writeGraph(inner, value));
      break;
    case 'typeProtos':
      for (const value of values) writer.bytes(ATTRIBUTE.typeProtos, value);
  }
}

function writeValueInfo(writer: WireWriter, info: ValueInfo): void {
  writer.string(VALUE_INFO.name, info.name);
  const { nonTensorType } = info;
  if (nonTensorType) writer.bytes(VALUE_INFO.type, nonTensorType);
  else if (info.elementType !== DataType.Undefined || info.dims) {
    writer.message(VALUE_INFO.type, (type) => {
      type.message(TYPE.tensorType, (tensor) => writeTensorType(tensor, info));
    });
  }
  if (info.extra) writer.raw(info.extra);
}

function writeTensorType(writer: WireWriter, { elementType, dims }: ValueInfo): void {
  writer.varint(TENSOR_TYPE.elemType, elementType);
  if (!dims) return;
  writer.message(TENSOR_TYPE.shape, (shape) => {
    for (const dim of dims) {
      shape.message(SHAPE.dim, (dimension) => {
        if (typeof dim === 'number') dimension.varint(DIMENSION.value, dim);
        else dimension.optionalString(DIMENSION.param, dim);
      });
    }
  });
}
