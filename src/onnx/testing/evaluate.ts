// A tiny interpreter of graphs and plans, to check that cutting a graph up changes nothing. Values are vectors of
// three numbers; operators are bounded stand-ins, so that deep graphs stay in [-1, 1].

import { subgraphs } from '../attributes.ts';
import type { Graph, Node } from '../ir.ts';
import type { Plan, PlanStep } from '../plan.ts';
import { tensorNumbers } from '../tensorData.ts';

type Value = readonly number[];
export type Values = Map<string, Value>;

const OPERATORS: Readonly<Record<string, (a?: Value, b?: Value, c?: Value) => Value[]>> = {
  Add: (a, b) => [zip(a, b, (x, y) => (x + y) / 2)],
  Mul: (a, b) => [zip(a, b, (x, y) => x * y)],
  Neg: (a) => [zip(a, a, (x) => -x)],
  /** The custom op: not symmetric, with an optional third input and a second output. */
  Mix: (a, b, c) => {
    const mixed = zip(a, b, (x, y) => 0.6 * x + 0.3 * y * y);
    return [zip(mixed, c ?? [0, 0, 0], (x, y) => x + 0.1 * y), zip(a, b, (x, y) => (x - y) / 2)];
  },
};

function zip(
  a: Value | undefined,
  b: Value | undefined,
  combine: (x: number, y: number) => number,
): number[] {
  if (a === undefined || b === undefined) throw new Error('an input is missing');
  return a.map((x, i) => combine(x, b[i] ?? NaN));
}

function read(values: Values, name: string): Value {
  const value = values.get(name);
  if (value === undefined) throw new Error(`"${name}" is read before it is made, or after it was freed`);
  return value;
}

export function evaluateNode(node: Node, values: Values): Value[] {
  if (node.opType === 'Constant') return [...node.attributes.values()].map(constantValue);
  if (node.opType === 'If') {
    const [whenTrue, whenFalse] = subgraphs(node);
    const isTrue = (read(values, node.inputs[0] ?? '')[0] ?? NaN) > 0;
    const taken = isTrue ? whenTrue : whenFalse;
    if (!taken) throw new Error('If needs two branches');
    const inner = evaluateGraph(taken, values);
    return taken.outputs.map(({ name }) => read(inner, name));
  }
  const operator = OPERATORS[node.opType];
  if (operator === undefined) throw new Error(`no such operator: ${node.opType}`);
  return operator(...node.inputs.map((name) => (name === '' ? [0, 0, 0] : read(values, name))));
}

function constantValue(attribute: { readonly value: unknown }): Value {
  return attribute.value as Value;
}

/** All values of a graph in its own order, which must be topological; `outer` holds feeds and captures. */
export function evaluateGraph(graph: Graph, outer: Values): Values {
  const values = new Map(outer);
  for (const [name, tensor] of graph.initializers) values.set(name, tensorNumbers(tensor));
  for (const node of graph.nodes) store(values, node.outputs, evaluateNode(node, values));
  return values;
}

function store(values: Values, names: readonly string[], results: readonly Value[]): void {
  names.forEach((name, i) => {
    if (name !== '') values.set(name, results[i] ?? []);
  });
}

export interface PlanRun {
  readonly outputs: Values;
  /** What each step made. */
  readonly made: readonly Values[];
  /** Tensors left when all is done. */
  readonly left: ReadonlySet<string>;
}

/** Runs a plan as a runner would: each step sees its declared inputs only, and what it frees is gone after it. */
export function evaluatePlan(plan: Plan, feeds: Values): PlanRun {
  const values = new Map(feeds);
  for (const [name, tensor] of plan.constants) values.set(name, tensorNumbers(tensor));
  const made = plan.steps.map((step) => {
    const results = evaluateStep(step, values);
    for (const [name, value] of results) values.set(name, value);
    for (const name of step.frees) if (!values.delete(name)) throw new Error(`"${name}" is freed twice`);
    return results;
  });
  const outputs = new Map(plan.outputs.map(({ name }) => [name, read(values, name)]));
  return { outputs, made, left: new Set(values.keys()) };
}

function evaluateStep(step: PlanStep, values: Values): Values {
  const inputs = new Map(step.inputs.filter((name) => name !== '').map((name) => [name, read(values, name)]));
  const results: Values = new Map();
  if (step.kind === 'op') store(results, step.outputs, evaluateNode(step.node, inputs));
  else {
    const all = evaluateGraph(step.model.graph, inputs);
    for (const name of step.outputs) results.set(name, read(all, name));
  }
  return results;
}
