// Forward data-flow taint: which graph inputs' values reach each tensor. What is read off a shape carries no values.

import { nodeReads } from '../graph.ts';
import type { Graph } from '../ir.ts';

/** Names of graph inputs. */
export type Taint = ReadonlySet<string>;

/**
 * Operators that see the shape of their input alone. Without this cut the Reshape shapes of self-attention, which
 * exporters share with cross-attention, would carry the prompt into every layer.
 */
const SHAPE_ONLY: ReadonlySet<string> = new Set(['Shape', 'Size', 'ConstantOfShape', 'Range', 'EyeLike']);

const CLEAN: Taint = new Set();

/**
 * The graph inputs that reach a tensor along data edges; empty for weights, constants and shape arithmetic.
 * Branches and loops pass on all that they capture.
 * @param graph in topological order
 */
export function taint(graph: Graph): (name: string) => Taint {
  const taints = new Map<string, Taint>();
  const shared = new Map<string, Taint>();
  for (const { name } of graph.inputs) {
    if (!graph.initializers.has(name)) taints.set(name, share(new Set([name]), shared));
  }
  for (const node of graph.nodes) {
    const isShapeOnly = node.domain === '' && SHAPE_ONLY.has(node.opType);
    const union = isShapeOnly
      ? CLEAN
      : unite(
          [...nodeReads(node)].map((name) => taints.get(name) ?? CLEAN),
          shared,
        );
    for (const name of node.outputs) taints.set(name, union);
  }
  return (name) => taints.get(name) ?? CLEAN;
}

function unite(sets: readonly Taint[], shared: Map<string, Taint>): Taint {
  const distinct = [...new Set(sets)].filter((set) => set.size > 0);
  if (distinct.length === 0) return CLEAN;
  if (distinct.length === 1) return distinct[0]!;
  return share(new Set(distinct.flatMap((set) => [...set])), shared);
}

/** One object for each distinct set: a model has thousands of tensors, but few sets. */
function share(set: Taint, shared: Map<string, Taint>): Taint {
  const key = JSON.stringify([...set].sort());
  const known = shared.get(key);
  if (known) return known;
  shared.set(key, set);
  return set;
}
