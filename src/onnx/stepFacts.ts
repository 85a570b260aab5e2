// Facts about the steps of a plan that the runner needs: which tensors die where, which feeds a result depends on.

import { nodeReads } from './graph.ts';
import type { Graph } from './ir.ts';
import type { OpStep, PlanStep, SegmentStep } from './plan.ts';

type Facts = 'frees' | 'dependsOn';

/** A step before its lifetimes and dependencies are known. */
export type BareStep = Omit<SegmentStep, Facts> | Omit<OpStep, Facts>;

/** @param graph the whole graph in topological order, its inputs being the plan's */
export function withFacts(steps: readonly BareStep[], graph: Graph): PlanStep[] {
  const lastUse = findLastUses(steps, graph);
  const feedsOf = findFeeds(graph);
  return steps.map((step) => ({
    ...step,
    frees: [...lastUse].filter(([, user]) => user === step).map(([name]) => name),
    dependsOn: unionOver(step.inputs, feedsOf),
  }));
}

/** The last step that touches each tensor, for tensors that steps make and that are not fetched. */
function findLastUses(steps: readonly BareStep[], graph: Graph): ReadonlyMap<string, BareStep> {
  const fetched = new Set(graph.outputs.map(({ name }) => name));
  const made = new Set(steps.flatMap((step) => step.outputs).filter((name) => name !== ''));
  const lastUse = new Map<string, BareStep>();
  for (const step of steps) {
    for (const name of [...step.inputs, ...step.outputs]) {
      if (made.has(name) && !fetched.has(name)) lastUse.set(name, step);
    }
  }
  return lastUse;
}

/** The names of the feeds that each tensor depends on. */
function findFeeds(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const feeds = new Map<string, ReadonlySet<string>>();
  for (const { name } of graph.inputs) feeds.set(name, new Set([name]));
  for (const node of graph.nodes) {
    const union = unionOver(nodeReads(node), feeds);
    for (const name of node.outputs) if (name !== '') feeds.set(name, union);
  }
  return feeds;
}

function unionOver(
  names: Iterable<string>,
  sets: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const union = new Set<string>();
  for (const name of names) for (const member of sets.get(name) ?? []) union.add(member);
  return union;
}
