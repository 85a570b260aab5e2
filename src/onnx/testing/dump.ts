// A model as plain JSON, in the shape that training/fixtures/dump_model.py writes: bytes are hex, 64-bit
// integers are strings.

import type { Attribute, Graph, Model, Node, Tensor, ValueInfo } from '../ir.ts';

export type ModelDump = ReturnType<typeof dumpModel>;

export function dumpModel(model: Model) {
  return {
    irVersion: model.irVersion,
    opsets: Object.fromEntries(model.opsets),
    producer: [model.producerName, model.producerVersion],
    metadata: Object.fromEntries(model.metadata),
    functions: model.functions.map(({ domain, name, calls }) => [
      domain,
      name,
      calls.map(({ opType }) => opType),
    ]),
    graph: dumpGraph(model.graph),
  };
}

function dumpGraph(graph: Graph): unknown {
  return {
    name: graph.name,
    nodes: graph.nodes.map(dumpNode),
    inputs: graph.inputs.map(dumpValueInfo),
    outputs: graph.outputs.map(dumpValueInfo),
    initializers: [...graph.initializers.values()].map(dumpTensor),
    valueInfo: [...graph.valueInfo.values()].map(dumpValueInfo),
  };
}

function dumpNode(node: Node): unknown {
  const { name, opType, domain, inputs, outputs } = node;
  const attributes = [...node.attributes].map(([key, attribute]) => [key, dumpAttribute(attribute)] as const);
  return { name, opType, domain, inputs, outputs, attributes: Object.fromEntries(attributes) };
}

function dumpAttribute({ kind, value }: Attribute): unknown {
  return { kind, value: Array.isArray(value) ? value.map(dumpAttributeItem) : dumpAttributeItem(value) };
}

function dumpAttributeItem(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return hex(value);
  if (typeof value !== 'object' || value === null) return value;
  return 'nodes' in value ? dumpGraph(value as Graph) : dumpTensor(value as Tensor);
}

function dumpTensor({ name, elementType, dims, bytes, strings }: Tensor): unknown {
  return { name, type: elementType, dims, bytes: hex(bytes), strings: strings?.map(hex) ?? null };
}

function dumpValueInfo({ name, elementType, dims, nonTensorType }: ValueInfo): unknown {
  return {
    name,
    type: elementType,
    dims: dims ?? null,
    nonTensorType: nonTensorType ? hex(nonTensorType) : null,
  };
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
