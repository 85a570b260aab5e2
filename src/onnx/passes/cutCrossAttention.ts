// Replaces every text cross-attention by steeraway::NasaCrossAttention, whose negative branch is fed from outside.

import { makeInt64Tensor, makeNode, makeValueInfo, type AttributeInput } from '../build.ts';
import { DataType } from '../dataType.ts';
import { inferElementTypes } from '../elementTypes.ts';
import { CrossAttentionCutError, JointAttentionError, NoCrossAttentionError } from '../errors.ts';
import { eliminateDeadCode, topologicalSort } from '../graph.ts';
import type { Graph, Model, Node, Tensor, ValueInfo } from '../ir.ts';
import type { GraphView } from './attention/graphView.ts';
import { keyMaskBehind } from './attention/keyMask.ts';
import {
  findAttention,
  type AttentionCut,
  type AttentionLayer,
  type AttentionReport,
} from './findAttention.ts';
import { NEGATIVE_TOKENS } from './hoist/promptTensor.ts';

/** The operator set version of the domain `steeraway`. */
const OPSET = 1;
/** The graph inputs that masked models get for the negative prompt, and the name of the positive one's mask. */
export const KEY_MASKS = { positive: 'positive_key_mask', negative: 'negative_key_mask' } as const;
/** Scales this close to 1 / sqrt(H) are that, up to the rounding of the exporter's constants. */
const SAME_SCALE = 1e-6;

/** A cross-attention with its cut. */
interface CrossLayer {
  readonly name: string;
  readonly cut: AttentionCut;
}

/**
 * The model gets the inputs negative_key_i and negative_value_i [B, T-, N*H] for each cross-attention i in graph
 * order; where the model masks prompt tokens, also negative_key_mask int32 [B, T-].
 * @param model in topological order, its constants as initializers (see openDenoiser.ts)
 * @throws JointAttentionError, NoCrossAttentionError, CrossAttentionCutError
 */
export function cutCrossAttention(model: Model): Model {
  const report = findAttention(model.graph);
  const layers = crossLayers(report);
  const { view } = report;
  const types = inferElementTypes(model.graph);
  const masks = findMasks(view, layers);
  const replacements = layers.map((layer, index) => replace(view, layer, index, types, masks !== undefined));
  const cutTensors = new Set(layers.map(({ cut }) => cut.output.tensor));
  const kept = model.graph.nodes.filter((node) => !node.outputs.some((name) => cutTensors.has(name)));
  const graph: Graph = {
    ...model.graph,
    nodes: [...kept, ...(masks?.nodes ?? []), ...replacements.flatMap(({ nodes }) => nodes)],
    inputs: [
      ...model.graph.inputs,
      ...replacements.flatMap(({ inputs }) => inputs),
      ...(masks ? [makeValueInfo(KEY_MASKS.negative, DataType.Int32, ['batch_size', NEGATIVE_TOKENS])] : []),
    ],
    initializers: withTensors(
      model.graph,
      replacements.flatMap(({ tensors }) => tensors),
    ),
    valueInfo: new Map([
      ...model.graph.valueInfo,
      ...replacements.map(({ output }) => [output.name, output] as const),
    ]),
  };
  const opsets = new Map([...model.opsets, ['steeraway', OPSET]]);
  return { ...model, opsets, graph: eliminateDeadCode(topologicalSort(graph)) };
}

/** Every cross-attention, each of them cuttable; half a cut would steer half a picture. */
function crossLayers({ layers }: AttentionReport): CrossLayer[] {
  const joint = layers.filter(({ kind }) => kind === 'joint');
  if (joint[0]) throw new JointAttentionError(joint[0].name, joint.length);
  const cross = layers.filter(({ kind }) => kind === 'cross');
  if (cross.length === 0) throw new NoCrossAttentionError(whatThereIs(layers));
  return cross.map(({ name, cut }) => {
    if (!cut.matched) throw new CrossAttentionCutError(name, cut.reason);
    return { name, cut: cut.value };
  });
}

function whatThereIs(layers: readonly AttentionLayer[]): string {
  if (layers.length === 0) return 'it has no attention at all';
  return `all its ${layers.length} attention layers read one sequence`;
}

interface Replacement {
  readonly nodes: readonly Node[];
  /** What the op makes: nothing can infer it. */
  readonly output: ValueInfo;
  readonly inputs: readonly ValueInfo[];
  readonly tensors: readonly Tensor[];
}

function replace(
  view: GraphView,
  { name, cut }: CrossLayer,
  index: number,
  types: ReadonlyMap<string, DataType>,
  isMasked: boolean,
): Replacement {
  const { query, key, value, heads, headSize, scale, output } = cut;
  const [queryType, keyType, valueType] = [query, key, value].map(({ tensor }) => types.get(tensor));
  if (queryType === undefined || queryType !== keyType || queryType !== valueType) {
    throw new CrossAttentionCutError(name, 'query, key and value are not known to have one element type');
  }
  const negative = [`negative_key_${index}`, `negative_value_${index}`];
  const inputs = [
    query.tensor,
    key.tensor,
    value.tensor,
    ...negative,
    ...(isMasked ? Object.values(KEY_MASKS) : []),
  ];
  const attributes: Record<string, AttributeInput> = { num_heads: heads };
  const isDefault = Math.abs(scale * Math.sqrt(headSize) - 1) <= SAME_SCALE;
  if (!isDefault) attributes.scale = { kind: 'float', value: scale };
  const end = finish(view, output, queryType, types.get(output.tensor));
  const nasa = makeNode('steeraway::NasaCrossAttention', inputs, [end.from], attributes, `${name}/nasa`);
  const dims = ['batch_size', NEGATIVE_TOKENS, heads * headSize];
  return {
    ...end,
    nodes: [nasa, ...end.nodes],
    output: makeValueInfo(end.from, queryType, ['', '', heads * headSize]),
    inputs: negative.map((input) => makeValueInfo(input, queryType, dims)),
  };
}

/** From the op's [B, S, N*H] to the tensor that the model goes on with: a cast or a reshape where it needs one. */
function finish(
  view: GraphView,
  { tensor, hasBatch }: AttentionCut['output'],
  type: DataType,
  wanted: DataType | undefined,
): { readonly from: string; readonly nodes: readonly Node[]; readonly tensors: readonly Tensor[] } {
  const needsCast = wanted !== undefined && wanted !== type;
  const [attended, cast] = [`${tensor}/attended`, `${tensor}/cast`];
  const nodes: Node[] = [];
  const tensors: Tensor[] = [];
  if (needsCast) nodes.push(makeNode('Cast', [attended], [hasBatch ? tensor : cast], { to: wanted }, cast));
  if (!hasBatch) {
    const shape = `${tensor}/shape`;
    const width = view.staticOf(tensor).dims?.at(-1) ?? 0;
    tensors.push(makeInt64Tensor(shape, [2], [-1, width]));
    nodes.push(makeNode('Reshape', [needsCast ? cast : attended, shape], [tensor], {}, `${tensor}/rows`));
  }
  return { from: nodes.length > 0 ? attended : tensor, nodes, tensors };
}

/** One mask serves all layers: nodes that make it int32 [B, T+]. Undefined where no layer is masked. */
function findMasks(
  view: GraphView,
  layers: readonly CrossLayer[],
): { readonly nodes: readonly Node[] } | undefined {
  const masks = new Set<string>();
  for (const { name, cut } of layers) {
    if (cut.bias === undefined) continue;
    const mask = keyMaskBehind(view, cut.bias);
    if (!mask.matched) throw new CrossAttentionCutError(name, mask.reason);
    masks.add(mask.value);
  }
  const [mask] = masks;
  if (mask === undefined) return undefined;
  const bare = layers.find(({ cut }) => cut.bias === undefined);
  if (bare) throw new CrossAttentionCutError(bare.name, 'it has no mask, though other layers have one');
  if (masks.size > 1)
    throw new CrossAttentionCutError(layers[0]?.name ?? '', 'the layers have different masks');
  return { nodes: [makeNode('Cast', [mask], [KEY_MASKS.positive], { to: DataType.Int32 })] };
}

function withTensors(graph: Graph, tensors: readonly Tensor[]): ReadonlyMap<string, Tensor> {
  return new Map([...graph.initializers, ...tensors.map((tensor) => [tensor.name, tensor] as const)]);
}
