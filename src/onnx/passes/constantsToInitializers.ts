// Turns Constant nodes into initializers, so that later passes meet constants in one form only.

import { DataType } from '../dataType.ts';
import type { Attribute, Graph, Model, Node, Tensor } from '../ir.ts';

/**
 * Rewrites the model's own graph; subgraphs keep their Constant nodes. Tensor bytes are shared, not copied.
 * The model comes out with IR version 4 at least: before that, every initializer had to be an input too.
 */
export function constantsToInitializers(model: Model): Model {
  return { ...model, irVersion: Math.max(model.irVersion, 4), graph: convert(model.graph) };
}

function convert(graph: Graph): Graph {
  const initializers = new Map(graph.initializers);
  const valueInfo = new Map(graph.valueInfo);
  const nodes = graph.nodes.filter((node) => {
    const tensor = constantValue(node);
    if (tensor === undefined) return true;
    initializers.set(tensor.name, tensor);
    valueInfo.delete(tensor.name);
    return false;
  });
  return { ...graph, nodes, initializers, valueInfo };
}

/** The value of a Constant node, named after its output; undefined for any other node. */
function constantValue(node: Node): Tensor | undefined {
  const [name] = node.outputs;
  if (node.opType !== 'Constant' || node.domain !== '' || !name) return undefined;
  const [attribute] = node.attributes.values();
  return attribute && attributeTensor(name, attribute);
}

/** Constant's `value`, `value_float(s)`, `value_int(s)` and `value_string(s)` (onnx/docs/Operators.md#Constant). */
function attributeTensor(name: string, attribute: Attribute): Tensor | undefined {
  const dense = (elementType: DataType, dims: number[], data: ArrayBufferView): Tensor => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { name, elementType, dims, bytes };
  };
  const text = (dims: number[], strings: readonly Uint8Array[]): Tensor => {
    return { name, elementType: DataType.String, dims, bytes: new Uint8Array(0), strings };
  };
  switch (attribute.kind) {
    case 'tensor':
      return { ...attribute.value, name };
    case 'float':
      return dense(DataType.Float32, [], Float32Array.of(attribute.value));
    case 'floats':
      return dense(DataType.Float32, [attribute.value.length], Float32Array.from(attribute.value));
    case 'int':
      return dense(DataType.Int64, [], BigInt64Array.of(attribute.value));
    case 'ints':
      return dense(DataType.Int64, [attribute.value.length], BigInt64Array.from(attribute.value));
    case 'string':
      return text([], [attribute.value]);
    case 'strings':
      return text([attribute.value.length], attribute.value);
    default:
      return undefined;
  }
}
