// Finds every attention of a denoiser without looking at names: what kind it is, its sizes, and where it can be cut.

import type { Graph, Node } from '../ir.ts';
import { findAnchors, type Anchor } from './attention/anchors.ts';
import { classify, projectionsAbove, type AttentionKind } from './attention/classify.ts';
import { viewGraph, type GraphView } from './attention/graphView.ts';
import { layerName } from './attention/layerName.ts';
import { found, missed, type Match, type Skipped } from './attention/match.ts';
import { traceOutput, type AttentionOutput } from './attention/outputPath.ts';
import { flatOperand, outputWidth, traceProjection, type Projection } from './attention/projection.ts';

export interface AttentionLayer {
  /** Module path where the exporter kept it, else the name of the core's node. */
  readonly name: string;
  readonly kind: AttentionKind;
  /** The Softmax, or the fused attention node. */
  readonly node: Node;
  readonly form: Anchor['form'];
  /** N, N*H and H; undefined where the file does not fix them. */
  readonly heads: number | undefined;
  readonly width: number | undefined;
  readonly headSize: number | undefined;
  /** Queries, that is image tokens. Undefined where they depend on the feeds, as in every export of dynamic size. */
  readonly tokens: number | undefined;
  /** What surgery needs to take the layer out, or why it cannot. */
  readonly cut: Match<AttentionCut>;
}

/** The border of one attention: everything between these tensors can go. */
export interface AttentionCut {
  readonly query: Projection;
  readonly key: Projection;
  readonly value: Projection;
  readonly output: AttentionOutput;
  readonly heads: number;
  readonly headSize: number;
  /** Multiplies the dot products of query and key. */
  readonly scale: number;
  /** Added to the scores: a mask. */
  readonly bias: string | undefined;
}

export interface AttentionReport {
  /** In the order of the graph. */
  readonly layers: readonly AttentionLayer[];
  readonly skipped: readonly Skipped[];
  readonly view: GraphView;
}

/** @param graph in topological order, its constants as initializers */
export function findAttention(graph: Graph): AttentionReport {
  const view = viewGraph(graph);
  const { anchors, skipped } = findAnchors(view);
  let seenJoint = false;
  const layers = anchors.map((anchor, index) => {
    const layer = describeLayer(view, anchor, index, seenJoint);
    seenJoint ||= layer.kind === 'joint';
    return layer;
  });
  return { layers, skipped, view };
}

function describeLayer(view: GraphView, anchor: Anchor, index: number, seenJoint: boolean): AttentionLayer {
  const { query, key, value, form } = anchor;
  const kind = form === 'packed Attention' ? 'self' : classify(view, key, value, seenJoint);
  const trace = anchor.isFlat ? flatOperand : traceProjection;
  const traces = [query, key, value].map((operand) => trace(view, operand));
  const projections = traces.map((match) => (match.matched ? match.value : undefined));
  const cut = findCut(view, anchor, traces);
  const sizes = cut.matched ? sizesOf(cut.value) : guessSizes(view, anchor, projections[0]);
  const name = layerName(view, anchor, index);
  return {
    name,
    kind,
    node: anchor.node,
    form,
    ...sizes,
    tokens: tokensOf(view, anchor, projections[0]),
    cut,
  };
}

type Sizes = Pick<AttentionLayer, 'heads' | 'width' | 'headSize'>;

function sizesOf({ heads, headSize }: AttentionCut): Sizes {
  return { heads, headSize, width: heads * headSize };
}

/** What can be said of a layer that cannot be cut. */
function guessSizes(view: GraphView, anchor: Anchor, query: Projection | undefined): Sizes {
  const heads = anchor.heads ?? query?.heads ?? headAxis(view, anchor);
  const width = anchor.form === 'packed Attention' ? packedWidth(view, anchor) : projectedWidth(view, anchor);
  const headSize = heads !== undefined && width !== undefined ? width / heads : undefined;
  return { heads, width, headSize };
}

/** N of operands [B, N, S, H]. */
function headAxis(view: GraphView, { query }: Anchor): number | undefined {
  const dims = view.staticOf(query).dims;
  return dims?.length === 4 ? dims[1] : undefined;
}

/** com.microsoft Attention has the weights [C, 3 * N*H]. */
function packedWidth(view: GraphView, { node }: Anchor): number | undefined {
  const columns = view.staticOf(node.inputs[1] ?? '').dims?.[1];
  return columns === undefined ? undefined : columns / 3;
}

/** N*H of what the core makes where it is [B, S, N*H], else of the projections above the query. */
function projectedWidth(view: GraphView, { query, output, isFlat }: Anchor): number | undefined {
  if (isFlat) return view.staticOf(output).dims?.[2];
  const nodes = [...projectionsAbove(view, query).values()];
  const widths = new Set(nodes.map((node) => node && outputWidth(view, node)));
  return widths.size === 1 ? [...widths][0] : undefined;
}

/** The token axis of the queries is the second, save where heads were split off to [B, N, S, H]. */
function tokensOf(
  view: GraphView,
  { query }: Anchor,
  projection: Projection | undefined,
): number | undefined {
  const dims = view.staticOf(projection?.tensor ?? query).dims;
  return dims?.length === 4 ? dims[2] : dims?.[1];
}

function findCut(view: GraphView, anchor: Anchor, traces: readonly Match<Projection>[]): Match<AttentionCut> {
  if (anchor.obstacle) return missed(anchor.obstacle);
  const projections: Projection[] = [];
  for (const trace of traces) {
    if (!trace.matched) return trace;
    projections.push(trace.value);
  }
  const [query, key, value] = projections as [Projection, Projection, Projection];
  const split = splitHeads(anchor, query, key, value);
  if (!split.matched) return split;
  const { heads, headSize } = split.value;
  const output = traceOutput(view, anchor.output, heads * headSize);
  if (!output.matched) return output;
  if (value.factor !== 1) return missed(`its values are multiplied with ${value.factor}`);
  const scale = (anchor.scale ?? 1 / Math.sqrt(headSize)) * query.factor * key.factor;
  return found({ query, key, value, output: output.value, heads, headSize, scale, bias: anchor.bias });
}

/** N and H, on which all three operands have to agree. */
function splitHeads(
  anchor: Anchor,
  ...projections: readonly [Projection, Projection, Projection]
): Match<{ heads: number; headSize: number }> {
  const [{ width }] = projections;
  const widths = projections.map((projection) => projection.width);
  if (widths.some((other) => other !== width)) return missed(`its operands are ${widths.join(', ')} wide`);
  const known = new Set([anchor.heads, ...projections.map(({ heads }) => heads)]);
  known.delete(undefined);
  const sizes = new Set(projections.map(({ headSize }) => headSize));
  sizes.delete(undefined);
  if (known.size > 1 || sizes.size > 1) return missed('its operands are split into different heads');
  const [size] = sizes;
  const [heads] = known.size > 0 ? known : [size && width / size];
  if (!heads) return missed('its number of heads is not written in the file');
  const headSize = width / heads;
  const fits = Number.isInteger(headSize) && (size === undefined || size === headSize);
  return fits ? found({ heads, headSize }) : missed(`${heads} heads do not divide its ${width} channels`);
}
