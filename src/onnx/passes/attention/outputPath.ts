// Walks from the core of attention down to the tensor that feeds to_out.

import type { Node } from '../../ir.ts';
import type { GraphView } from './graphView.ts';
import { found, missed, type Match } from './match.ts';
import { describe, inputWidth, isProjection } from './projection.ts';

/** Operators that merge heads, or change the type alone. */
const MERGING = new Set([
  'Transpose',
  'Reshape',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
  'Cast',
  'Identity',
  'Dropout',
]);

export interface AttentionOutput {
  /** The tensor whose maker the op replaces. */
  readonly tensor: string;
  /** False where it is [B*S, N*H], as in front of a Gemm, and true for [B, S, N*H]. */
  readonly hasBatch: boolean;
}

/**
 * @param output what the core makes
 * @param width N*H
 */
export function traceOutput(view: GraphView, output: string, width: number): Match<AttentionOutput> {
  let best: AttentionOutput | undefined;
  let name = output;
  for (;;) {
    best = accept(view, name, width, best) ?? best;
    const readers = dataReaders(view, name);
    const [reader] = readers;
    // Later readers of the same tensor would keep the old attention alive.
    if (readers.length !== 1 || !reader || !MERGING.has(reader.opType)) break;
    name = reader.outputs[0] ?? '';
  }
  if (best === undefined) return missed(`no tensor behind it is known to be [batch, tokens, ${width}]`);
  return checkReaders(view, best, name);
}

/** The last [B, S, N*H] is taken; [B*S, N*H] only where nothing with a batch axis came before it. */
function accept(
  view: GraphView,
  name: string,
  width: number,
  best: AttentionOutput | undefined,
): AttentionOutput | undefined {
  const dims = view.staticOf(name).dims;
  if (dims === undefined || (dims.at(-1) ?? readWidth(view, name)) !== width) return undefined;
  if (dims.length === 3) return { tensor: name, hasBatch: true };
  return dims.length === 2 && best === undefined ? { tensor: name, hasBatch: false } : undefined;
}

/** The last dimension as the projections behind it tell it, where shape inference cannot. */
function readWidth(view: GraphView, name: string): number | undefined {
  const reader = view.consumersOf(name).find((node) => readsAsProjection(view, node, name));
  return reader && inputWidth(view, reader);
}

function checkReaders(view: GraphView, output: AttentionOutput, last: string): Match<AttentionOutput> {
  const stray = dataReaders(view, last).find((node) => !readsAsProjection(view, node, last));
  if (stray) return missed(`its result goes to ${describe(stray)}, which is no output projection`);
  return found(output);
}

/** Exporters ask for shapes everywhere; what they feed goes with the attention. */
function dataReaders(view: GraphView, name: string): readonly Node[] {
  return view.consumersOf(name).filter(({ opType }) => opType !== 'Shape');
}

function readsAsProjection(view: GraphView, node: Node, name: string): boolean {
  return isProjection(view, node) && node.inputs[0] === name;
}
