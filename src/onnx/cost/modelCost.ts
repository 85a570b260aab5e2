// FLOPs of one run of a model, counted from its graph and the shapes of its feeds.

import { consumers, eliminateDeadCode, topologicalSort } from '../graph.ts';
import type { Graph, Model, Node, ValueInfo } from '../ir.ts';
import { constantsToInitializers } from '../passes/constantsToInitializers.ts';
import { operatorRule } from '../shapes/inferDims.ts';
import { staticTensors, type StaticTensor } from '../shapes/staticTensors.ts';
import { UnknownCostError, UnknownFeedShapeError } from './errors.ts';

export type Shape = readonly number[];
/** By tensor name. */
export type Shapes = ReadonlyMap<string, Shape>;

const FLOPS_PER_MULTIPLY_ADD = 2;

export interface ModelCost {
  readonly flops: number;
  /** The nodes that multiply, in the order of the graph. */
  readonly nodes: readonly { readonly node: Node; readonly flops: number }[];
  /** The shapes of the graph's outputs. */
  readonly outputs: Shapes;
}

/**
 * A multiply-add is two FLOPs. Counted are convolutions, matrix products and attention (QK^T and PV), as torch's
 * FlopCounterMode counts them and papers do; biases, activations, softmax and normalisation are not: they are some
 * hundredths of a denoiser and no two tools count them alike. Causal attention is refused rather than guessed.
 * Shapes that value_info declares are not used: every one follows from the feeds.
 * @param feeds the shape of each input, initializers apart
 * @throws UnknownFeedShapeError; UnknownCostError naming the first node whose operator or shape is not known
 */
export function modelCost(model: Model, feeds: Shapes): ModelCost {
  const live = topologicalSort(eliminateDeadCode(constantsToInitializers(model).graph));
  const graph = withFeeds(live, feeds);
  const shapeOf = shapeReader(staticTensors(graph));
  const isRead = readNames(graph);
  const nodes = graph.nodes.flatMap((node) => {
    const flops = FLOPS_PER_MULTIPLY_ADD * multiplyAdds(node, shapeOf, isRead);
    return flops > 0 ? [{ node, flops }] : [];
  });
  return {
    flops: nodes.reduce((sum, { flops }) => sum + flops, 0),
    nodes,
    outputs: new Map(graph.outputs.map(({ name }) => [name, shapeOf(name) ?? []])),
  };
}

/** The graph with the shapes of its feeds as its only declared ones. */
function withFeeds(graph: Graph, feeds: Shapes): Graph {
  const fed = ({ name, elementType, dims }: ValueInfo): ValueInfo => {
    const shape = feeds.get(name) ?? dims;
    if (graph.initializers.has(name)) return { name, elementType };
    if (!shape?.every((length) => typeof length === 'number'))
      throw new UnknownFeedShapeError(name, dims ? `[${dims.join(', ')}]` : 'nothing');
    return { name, elementType, dims: shape };
  };
  const bare = ({ name, elementType }: ValueInfo): ValueInfo => ({ name, elementType });
  return {
    ...graph,
    inputs: graph.inputs.map(fed),
    outputs: graph.outputs.map(bare),
    valueInfo: new Map([...graph.valueInfo].map(([name, info]) => [name, bare(info)])),
  };
}

type ShapeOf = (name: string) => Shape | undefined;

/** Lengths that are no whole numbers come of graphs that contradict themselves. */
function shapeReader(staticOf: (name: string) => StaticTensor): ShapeOf {
  return (name) => {
    const dims = staticOf(name).dims;
    const shape = dims?.filter(
      (length) => length !== undefined && Number.isSafeInteger(length) && length >= 0,
    );
    return shape?.length === dims?.length ? (shape as Shape | undefined) : undefined;
  };
}

/** Optional outputs that nobody reads need no shape. */
function readNames(graph: Graph): (name: string) => boolean {
  const readBy = consumers(graph);
  const fetched = new Set(graph.outputs.map(({ name }) => name));
  return (name) => readBy.has(name) || fetched.has(name);
}

function multiplyAdds(node: Node, shapeOf: ShapeOf, isRead: (name: string) => boolean): number {
  const rule = operatorRule(node);
  if (!rule) throw UnknownCostError.of(node, 'nobody has written down what it makes');
  const [output = ''] = node.outputs;
  const unknown = node.outputs.find((name) => (name === output || isRead(name)) && !shapeOf(name));
  if (unknown !== undefined) throw UnknownCostError.of(node, `the shape of "${unknown}" does not follow`);
  if (rule.multiplyAdds === 'none') return 0;
  const inputs = node.inputs.map((name) => (name === '' ? undefined : shapeOf(name)));
  const count = rule.multiplyAdds({ node, inputs, output: shapeOf(output) ?? [] });
  if (!Number.isSafeInteger(count))
    throw UnknownCostError.of(node, 'it is used in a way that is not counted');
  return count ?? 0;
}
