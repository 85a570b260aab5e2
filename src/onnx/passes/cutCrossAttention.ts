// Replaces every text cross-attention by steeraway::NasaCrossAttention, whose negative branch is fed from outside.

import { makeNode, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import { inferElementTypes } from '../elementTypes.ts';
import { CrossAttentionCutError, JointAttentionError, NoCrossAttentionError } from '../errors.ts';
import type { Model, Node, ValueInfo } from '../ir.ts';
import type { GraphView } from './attention/graphView.ts';
import { keyMaskBehind } from './attention/keyMask.ts';
import {
  operandType,
  replacement,
  withReplacements,
  type Replacement,
} from './attention/replaceAttention.ts';
import {
  findAttention,
  type AttentionCut,
  type AttentionLayer,
  type AttentionReport,
} from './findAttention.ts';
import { NEGATIVE_TOKENS } from './hoist/promptTensor.ts';

/** The operator set version of the domain `steeraway`. */
const OPSET = 1;
/** The op's kernels read channels in vectors of four; every model that we know has heads of 32 to 160 channels. */
const CHANNELS_AT_ONCE = 4;
/** The graph inputs that masked models get for the negative prompt, and the name of the positive one's mask. */
export const KEY_MASKS = { positive: 'positive_key_mask', negative: 'negative_key_mask' } as const;

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
  const graph = withReplacements(model.graph, replacements, {
    nodes: masks?.nodes ?? [],
    inputs: [
      ...replacements.flatMap(({ inputs }) => inputs),
      ...(masks ? [makeValueInfo(KEY_MASKS.negative, DataType.Int32, ['batch_size', NEGATIVE_TOKENS])] : []),
    ],
  });
  const opsets = new Map([...model.opsets, ['steeraway', OPSET]]);
  return { ...model, opsets, graph };
}

/** Every cross-attention, each of them cuttable; half a cut would steer half a picture. */
function crossLayers({ layers }: AttentionReport): CrossLayer[] {
  const joint = layers.filter(({ kind }) => kind === 'joint');
  if (joint[0]) throw new JointAttentionError(joint[0].name, joint.length);
  const cross = layers.filter(({ kind }) => kind === 'cross');
  if (cross.length === 0) throw new NoCrossAttentionError(whatThereIs(layers));
  return cross.map(({ name, cut }) => {
    if (!cut.matched) throw new CrossAttentionCutError(name, cut.reason);
    const { headSize } = cut.value;
    if (headSize % CHANNELS_AT_ONCE !== 0) {
      const reason = `its heads have ${headSize} channels, and the op takes multiples of ${CHANNELS_AT_ONCE}`;
      throw new CrossAttentionCutError(name, reason);
    }
    return { name, cut: cut.value };
  });
}

function whatThereIs(layers: readonly AttentionLayer[]): string {
  if (layers.length === 0) return 'it has no attention at all';
  return `all its ${layers.length} attention layers read one sequence`;
}

interface NasaReplacement extends Replacement {
  /** Keys and values of the negative prompt. */
  readonly inputs: readonly ValueInfo[];
}

function replace(
  view: GraphView,
  { name, cut }: CrossLayer,
  index: number,
  types: ReadonlyMap<string, DataType>,
  isMasked: boolean,
): NasaReplacement {
  const type = operandType(cut, types);
  if (!type.matched) throw new CrossAttentionCutError(name, type.reason);
  const negative = [`negative_key_${index}`, `negative_value_${index}`];
  const moreInputs = [...negative, ...(isMasked ? Object.values(KEY_MASKS) : [])];
  const core = { opType: 'steeraway::NasaCrossAttention', name: `${name}/nasa`, moreInputs };
  const dims = ['batch_size', NEGATIVE_TOKENS, cut.heads * cut.headSize];
  return {
    ...replacement(view, cut, core, type.value, types),
    inputs: negative.map((input) => makeValueInfo(input, type.value, dims)),
  };
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
