// One graph with everything that the attention analyses ask of it, computed once.

import { consumers, producers } from '../../graph.ts';
import type { Graph, Node } from '../../ir.ts';
import { taint, type Taint } from '../taint.ts';
import { staticTensors, type StaticTensor } from '../../shapes/staticTensors.ts';
import { streamInputs, type Streams } from './textInputs.ts';

export interface GraphView {
  readonly graph: Graph;
  readonly producerOf: (name: string) => Node | undefined;
  readonly consumersOf: (name: string) => readonly Node[];
  readonly taintOf: (name: string) => Taint;
  readonly staticOf: (name: string) => StaticTensor;
  /** No feed's values reach the tensor: a weight, a constant, or shape arithmetic. */
  readonly isConstant: (name: string) => boolean;
  readonly streams: Streams;
}

/** @param graph in topological order, its constants as initializers */
export function viewGraph(graph: Graph): GraphView {
  const madeBy = producers(graph);
  const readBy = consumers(graph);
  const taintOf = taint(graph);
  return {
    graph,
    producerOf: (name) => madeBy.get(name),
    consumersOf: (name) => readBy.get(name) ?? [],
    taintOf,
    staticOf: staticTensors(graph),
    isConstant: (name) => taintOf(name).size === 0,
    streams: streamInputs(graph),
  };
}

/** The inputs of a node that carry values of feeds. */
export function dynamicInputs(view: GraphView, node: Node): string[] {
  return node.inputs.filter((name) => name !== '' && !view.isConstant(name));
}
