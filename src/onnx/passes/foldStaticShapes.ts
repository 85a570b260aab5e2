// Turns shape arithmetic that the file fixes into constants, so that nobody asks a tensor for what is known.

import { makeInt64Tensor } from '../build.ts';
import { DataType, elementCount } from '../dataType.ts';
import { inferElementTypes } from '../elementTypes.ts';
import { eliminateDeadCode } from '../graph.ts';
import type { Graph, Tensor } from '../ir.ts';
import { staticTensors } from '../shapes/staticTensors.ts';

/**
 * Each int64 scalar or vector that is known in full becomes an initializer.
 * @param graph in topological order, its constants as initializers
 */
export function foldStaticShapes(graph: Graph): Graph {
  const staticOf = staticTensors(graph);
  const types = inferElementTypes(graph);
  const fetched = new Set(graph.outputs.map(({ name }) => name));
  const folded = new Map<string, Tensor>();
  const nodes = graph.nodes.filter(({ outputs: [name = '', ...others] }) => {
    if (others.length > 0 || fetched.has(name) || types.get(name) !== DataType.Int64) return true;
    const tensor = asConstant(name, staticOf(name));
    if (tensor) folded.set(name, tensor);
    return tensor === undefined;
  });
  return eliminateDeadCode({ ...graph, nodes, initializers: new Map([...graph.initializers, ...folded]) });
}

function asConstant(
  name: string,
  { values, dims }: ReturnType<ReturnType<typeof staticTensors>>,
): Tensor | undefined {
  const known = values?.filter((value) => value !== undefined);
  const shape = dims?.filter((dimension) => dimension !== undefined);
  if (!known || known.length !== values?.length || !shape || shape.length !== dims?.length) return undefined;
  return elementCount(shape) === known.length ? makeInt64Tensor(name, shape, known) : undefined;
}
