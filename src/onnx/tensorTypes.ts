// What is known about each tensor of a graph, for the tensors that have to leave a session.

import { DataType } from './dataType.ts';
import { inferElementTypes } from './elementTypes.ts';
import { UnknownTensorTypeError, UnsupportedFeatureError } from './errors.ts';
import { producers } from './graph.ts';
import type { Graph, ValueInfo } from './ir.ts';

/**
 * Looks up tensors by name: as declared by inputs, outputs, value_info or the initializer itself; where only the
 * element type can be inferred, without a shape.
 * The returned function throws UnknownTensorTypeError for a tensor of unknown element type, and
 * UnsupportedFeatureError for a sequence, map or optional value that is neither fed nor fetched.
 * @param graph in topological order
 */
export function tensorTypes(graph: Graph): (name: string) => ValueInfo {
  const inferred = inferElementTypes(graph);
  const madeBy = producers(graph);
  const endpoints = new Map([...graph.outputs, ...graph.inputs].map((info) => [info.name, info]));
  return (name) => {
    const constant = graph.initializers.get(name);
    if (constant) return { name, elementType: constant.elementType, dims: constant.dims };
    const declared = endpoints.get(name) ?? graph.valueInfo.get(name);
    if (declared?.nonTensorType) {
      if (endpoints.has(name)) return declared;
      throw new UnsupportedFeatureError(
        'a sequence, map or optional value between two sessions',
        `Value "${name}"`,
      );
    }
    const elementType = inferred.get(name) ?? DataType.Undefined;
    if (elementType === DataType.Undefined) {
      const node = madeBy.get(name);
      throw new UnknownTensorTypeError(name, node ? `node "${node.name}" (${node.opType})` : 'the caller');
    }
    return { ...declared, name, elementType };
  };
}
