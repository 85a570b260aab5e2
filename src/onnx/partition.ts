// Cuts a model at its custom ops: Model -> Plan (see plan.ts). Stock nodes become sessions, ops become dispatches.

import { subgraphs } from './attributes.ts';
import { makeNode } from './build.ts';
import { UnsupportedFeatureError } from './errors.ts';
import { eliminateDeadCode, nodeReads, topologicalSort } from './graph.ts';
import type { Graph, Model, Node, Tensor } from './ir.ts';
import { constantsToInitializers } from './passes/constantsToInitializers.ts';
import type { Plan } from './plan.ts';
import { schedule, type Round } from './schedule.ts';
import { cutSegment, orderedNames } from './segment.ts';
import { withFacts, type BareStep } from './stepFacts.ts';
import { tensorTypes } from './tensorTypes.ts';

/**
 * @param isCustomOp says whether a node is to be a dispatch; every other node stays with ORT
 * @throws InvalidGraphError for a cycle, or a tensor that nothing makes
 * @throws UnknownTensorTypeError for a tensor between two steps whose element type cannot be known
 * @throws UnsupportedFeatureError for a custom op inside a subgraph or a local function, and for a sequence, map or
 *   optional value between two steps
 */
export function partition(model: Model, isCustomOp: (node: Node) => boolean): Plan {
  refuseHiddenOps(model, isCustomOp);
  const prepared = constantsToInitializers(model);
  const graph = eliminateDeadCode(topologicalSort(withoutDefaults(prepared.graph)));
  const rounds = schedule(graph, isCustomOp);
  const typeOf = tensorTypes(graph);
  const leaving = leavingTensors(graph, rounds);
  const order = orderedNames(graph);
  const steps = rounds.flatMap(({ ops, segment }, index): BareStep[] => [
    ...ops.map((node): BareStep => ({ kind: 'op', node, inputs: node.inputs, outputs: node.outputs })),
    ...(segment.length > 0
      ? [cutSegment({ ...prepared, graph }, segment, leaving, typeOf, order, index)]
      : []),
  ]);
  const constants = directConstants(graph, rounds);
  const crossing = new Set([...graph.inputs.map(({ name }) => name), ...leaving, ...constants.keys()]);
  return {
    steps: withFacts(steps, graph),
    inputs: graph.inputs,
    outputs: graph.outputs.map(({ name }) => typeOf(name)),
    constants,
    tensors: new Map([...crossing].map((name) => [name, typeOf(name)])),
  };
}

/** An input that has an initializer is a default that could be overridden; here it is a constant, never fed. */
function withoutDefaults(graph: Graph): Graph {
  return { ...graph, inputs: graph.inputs.filter(({ name }) => !graph.initializers.has(name)) };
}

/** Tensors that one step makes or the caller feeds, and that another step or the caller reads. */
function leavingTensors(graph: Graph, rounds: readonly Round[]): ReadonlySet<string> {
  const leaving = new Set(graph.outputs.map(({ name }) => name));
  for (const { ops, segment } of rounds) {
    const made = new Set(segment.flatMap((node) => node.outputs));
    for (const node of ops) for (const name of nodeReads(node)) leaving.add(name);
    const reads = segment.flatMap((node) => [...nodeReads(node)]);
    const arriving = reads.filter((name) => !made.has(name) && !graph.initializers.has(name));
    for (const name of arriving) leaving.add(name);
  }
  return leaving;
}

/** Initializers that no session holds for their reader: an op reads them, or they are fetched as they are. */
function directConstants(graph: Graph, rounds: readonly Round[]): ReadonlyMap<string, Tensor> {
  const names = [
    ...rounds.flatMap(({ ops }) => ops.flatMap((node) => node.inputs)),
    ...graph.outputs.map(({ name }) => name),
  ];
  const constants = new Map<string, Tensor>();
  for (const name of names) {
    const tensor = graph.initializers.get(name);
    if (tensor) constants.set(name, tensor);
  }
  return constants;
}

/** A dispatch happens between sessions, so an op inside a branch, a loop or a function cannot be one. */
function refuseHiddenOps(model: Model, isCustomOp: (node: Node) => boolean): void {
  const nested = (node: Node): Node[] =>
    subgraphs(node).flatMap((graph) => graph.nodes.flatMap((inner) => [inner, ...nested(inner)]));
  const calls = model.functions.flatMap((local) =>
    local.calls.map((call) => makeNode(`${call.domain}::${call.opType}`, [], [], {}, call.name)),
  );
  const hidden = [...model.graph.nodes.flatMap(nested), ...calls].find(isCustomOp);
  if (hidden === undefined) return;
  throw new UnsupportedFeatureError(
    `the custom op ${hidden.domain}::${hidden.opType} inside a subgraph or a local function`,
    `Node "${hidden.name}"`,
    'Move the op to the main graph.',
  );
}
