// Random graphs: the plan must compute what the graph computes, in the fewest segments, and be right about lifetimes
// and dependencies.

import { describe, expect, it } from 'vitest';
import { makeModel } from './build.ts';
import { eliminateDeadCode, nodeReads, topologicalSort } from './graph.ts';
import type { Graph, Node } from './ir.ts';
import { partition } from './partition.ts';
import type { Plan, SegmentStep } from './plan.ts';
import { readModel } from './proto/reader.ts';
import { writeModel } from './proto/writer.ts';
import { evaluateGraph, evaluatePlan } from './testing/evaluate.ts';
import { isMix, randomFeeds, randomGraph } from './testing/randomGraph.ts';
import { randomSource } from './testing/random.ts';

const CASES = 400;

function segments(plan: Plan): SegmentStep[] {
  return plan.steps.filter((step) => step.kind === 'segment');
}

/** Calls `check` with many random graphs; a failure names the seed. */
function forRandomGraphs(maxNodes: number, check: (graph: Graph, plan: Plan, seed: number) => void): void {
  for (let seed = 0; seed < CASES; seed++) {
    const random = randomSource(seed);
    const graph = randomGraph(random, 1 + random.below(maxNodes));
    try {
      check(graph, partition(makeModel(graph), isMix), seed);
    } catch (cause) {
      throw new Error(`seed ${seed}`, { cause });
    }
  }
}

/** Fewest runs of stock nodes over all orders of the graph: shortest path over sets of done nodes. */
function fewestSegments(graph: Graph): number {
  const nodes = eliminateDeadCode(topologicalSort(graph)).nodes.filter((node) => node.opType !== 'Constant');
  const makers = new Map(nodes.flatMap((node, i) => node.outputs.map((name) => [name, i])));
  const needs = nodes.map((node) =>
    [...nodeReads(node)].reduce((mask, name) => mask | bit(makers.get(name)), 0),
  );
  const best = new Map<string, number>();
  const search = (done: number, inSegment: boolean): number => {
    if (done === 2 ** nodes.length - 1) return 0;
    const key = `${done} ${inSegment}`;
    const known = best.get(key);
    if (known !== undefined) return known;
    let fewest = Infinity;
    nodes.forEach((node, i) => {
      const need = needs[i] ?? 0;
      if ((done & bit(i)) !== 0 || (done & need) !== need) return;
      const isStock = !isMix(node);
      fewest = Math.min(fewest, (isStock && !inSegment ? 1 : 0) + search(done | bit(i), isStock));
    });
    best.set(key, fewest);
    return fewest;
  };
  return search(0, false);
}

function bit(index: number | undefined): number {
  return index === undefined ? 0 : 2 ** index;
}

function isRead(name: string, nodes: readonly Node[]): boolean {
  return nodes.some((node) => nodeReads(node).has(name));
}

describe('partition of random graphs', () => {
  it('computes what the graph computes, and frees everything in between', () => {
    let crossings = 0;
    forRandomGraphs(40, (graph, plan, seed) => {
      const feeds = randomFeeds(randomSource(seed), graph);
      const whole = evaluateGraph(topologicalSort(graph), feeds);
      const run = evaluatePlan(plan, feeds);
      for (const { name } of graph.outputs) expect(run.outputs.get(name), name).toEqual(whole.get(name));
      const kept = [...feeds.keys(), ...plan.constants.keys(), ...graph.outputs.map(({ name }) => name)];
      expect(run.left).toEqual(new Set(kept));
      crossings += plan.steps.length;
    });
    expect(crossings).toBeGreaterThan(CASES); // the graphs are not trivial
  });

  it('survives writing and reading every segment', () => {
    forRandomGraphs(20, (graph, plan, seed) => {
      const feeds = randomFeeds(randomSource(seed), graph);
      const steps = plan.steps.map((step) =>
        step.kind === 'op' ? step : { ...step, model: readModel(writeModel(step.model)) },
      );
      expect(evaluatePlan({ ...plan, steps }, feeds).outputs).toEqual(evaluatePlan(plan, feeds).outputs);
    });
  });

  it('needs no segment more than the best order does', () => {
    let several = 0;
    forRandomGraphs(12, (graph, plan) => {
      expect(segments(plan).length).toBe(fewestSegments(graph));
      if (segments(plan).length > 1) several += 1;
    });
    expect(several).toBeGreaterThan(CASES / 10);
  });

  it('gives segments nothing that they do not use, and fetches nothing that nobody reads', () => {
    forRandomGraphs(40, (graph, plan) => {
      const wanted = new Set([
        ...plan.steps.flatMap((step) => step.inputs),
        ...graph.outputs.map(({ name }) => name),
      ]);
      for (const step of segments(plan)) {
        const { nodes, inputs, outputs, initializers } = step.model.graph;
        expect(inputs.map(({ name }) => name)).toEqual(step.inputs);
        expect(outputs.map(({ name }) => name)).toEqual(step.outputs);
        for (const name of [...step.inputs, ...initializers.keys()])
          expect(isRead(name, nodes), name).toBe(true);
        for (const name of step.outputs) expect(wanted.has(name), name).toBe(true);
        expect(step.outputs.length).toBeGreaterThan(0);
        for (const name of [...step.inputs, ...step.outputs]) expect(plan.tensors.has(name), name).toBe(true);
      }
    });
  });

  it('names every feed that a step depends on: other feeds change nothing there', () => {
    let independent = 0;
    forRandomGraphs(30, (graph, plan, seed) => {
      const random = randomSource(seed);
      const feeds = randomFeeds(random, graph);
      const before = evaluatePlan(plan, feeds).made;
      for (const { name } of graph.inputs) {
        const after = evaluatePlan(plan, new Map([...feeds, [name, [0.9, -0.8, 0.7]]])).made;
        plan.steps.forEach((step, i) => {
          if (step.dependsOn.has(name)) return;
          independent += 1;
          expect(after[i]).toEqual(before[i]);
        });
      }
    });
    expect(independent).toBeGreaterThan(CASES);
  });

  it('is deterministic', () => {
    forRandomGraphs(30, (graph, plan) => {
      const again = partition(makeModel(graph), isMix);
      const shape = (steps: Plan['steps']) =>
        steps.map(({ kind, inputs, outputs, frees }) => [kind, inputs, outputs, frees]);
      expect(shape(again.steps)).toEqual(shape(plan.steps));
    });
  });
});
