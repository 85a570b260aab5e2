// Cross, self or joint: decided by where the keys and values come from, never by names.

import type { Node } from '../../ir.ts';
import { dynamicInputs, type GraphView } from './graphView.ts';
import { isProjection } from './projection.ts';
import type { Taint } from '../taint.ts';

/** cross: image queries read the prompt; self: one sequence reads itself; joint: image and text read each other. */
export type AttentionKind = 'cross' | 'self' | 'joint';

/**
 * @param seenJoint whether an earlier layer was joint: then image and text are one sequence from there on, as in the
 *   single-stream blocks of Flux
 */
export function classify(view: GraphView, key: string, value: string, seenJoint: boolean): AttentionKind {
  const keySources = projectedSources(view, key);
  if (keySources.size > 1) return 'joint';
  const keyTaint = uniteTaints(view, keySources);
  if (isText(view, keyTaint) && isText(view, uniteTaints(view, projectedSources(view, value))))
    return 'cross';
  const readsText = [...view.streams.text].some((name) => keyTaint.has(name));
  return seenJoint && readsText ? 'joint' : 'self';
}

function isText({ streams }: GraphView, taint: Taint): boolean {
  return taint.size > 0 && [...taint].every((name) => streams.text.has(name));
}

function uniteTaints(view: GraphView, names: Iterable<string>): Taint {
  return new Set([...names].flatMap((name) => [...view.taintOf(name)]));
}

/** What the projections above an operand project. More than one where sequences are concatenated. */
function projectedSources(view: GraphView, operand: string): ReadonlySet<string> {
  return new Set(projectionsAbove(view, operand).keys());
}

/** The nearest projections above an operand on every way, by what they project; undefined for a bare feed. */
export function projectionsAbove(view: GraphView, operand: string): ReadonlyMap<string, Node | undefined> {
  const projections = new Map<string, Node | undefined>();
  const visited = new Set<string>();
  const pending = [operand];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (visited.has(name) || !carriesStream(view, name)) continue;
    visited.add(name);
    const node = view.producerOf(name);
    if (node === undefined) projections.set(name, undefined);
    else if (node.opType === 'DynamicQuantizeLinear' || isProjection(view, node)) {
      projections.set(projected(view, name), node);
    } else pending.push(...dynamicInputs(view, node));
  }
  return projections;
}

/** The data input of a projection; before quantisation, where it is quantised on the fly. */
function projected(view: GraphView, name: string): string {
  const input = view.producerOf(name)?.inputs[0] ?? '';
  return view.producerOf(input)?.opType === 'DynamicQuantizeLinear' ? projected(view, input) : input;
}

/** Whether token states or latents reach a tensor: positions, masks and time steps are no sources. */
function carriesStream({ streams, taintOf }: GraphView, name: string): boolean {
  return [...taintOf(name)].some((input) => streams.all.has(input));
}
