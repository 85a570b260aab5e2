// Puts one node in the place of a whole attention, from the outputs of to_q, to_k and to_v to the input of to_out.

import { makeInt64Tensor, makeNode, makeValueInfo, type AttributeInput } from '../../build.ts';
import type { DataType } from '../../dataType.ts';
import { eliminateDeadCode, topologicalSort } from '../../graph.ts';
import type { Graph, Node, Tensor, ValueInfo } from '../../ir.ts';
import type { AttentionCut } from '../findAttention.ts';
import type { GraphView } from './graphView.ts';
import { found, missed, type Match } from './match.ts';

/** Scales this close to 1 / sqrt(H) are that, up to the rounding of the exporter's constants. */
const SAME_SCALE = 1e-6;

export interface Replacement {
  /** The tensor whose maker goes: the new nodes make it. */
  readonly replaces: string;
  readonly nodes: readonly Node[];
  readonly tensors: readonly Tensor[];
  /** What the new core makes: nothing can infer it. */
  readonly output: ValueInfo;
}

/** The node that is put in: its inputs are query, key, value [B, L, N*H] and `moreInputs`, its output [B, S, N*H]. */
export interface Core {
  readonly opType: string;
  readonly name: string;
  readonly moreInputs: readonly string[];
}

/** The element type of query, key and value where they were cut. */
export function operandType(cut: AttentionCut, types: ReadonlyMap<string, DataType>): Match<DataType> {
  const [query, key, value] = [cut.query, cut.key, cut.value].map(({ tensor }) => types.get(tensor));
  if (query === undefined || query !== key || query !== value) {
    return missed('query, key and value are not known to have one element type');
  }
  return found(query);
}

/** @param types element types by tensor name; where `type` is another than the operands', they are cast */
export function replacement(
  view: GraphView,
  cut: AttentionCut,
  core: Core,
  type: DataType,
  types: ReadonlyMap<string, DataType>,
): Replacement {
  const { heads, headSize, scale, output } = cut;
  const attributes: Record<string, AttributeInput> = { num_heads: heads };
  const isDefault = Math.abs(scale * Math.sqrt(headSize) - 1) <= SAME_SCALE;
  if (!isDefault) attributes.scale = { kind: 'float', value: scale };
  const operands = castOperands(cut, type, types);
  const end = finish(view, output, type, types.get(output.tensor));
  const inputs = [...operands.names, ...core.moreInputs];
  const node = makeNode(core.opType, inputs, [end.from], attributes, core.name);
  return {
    replaces: output.tensor,
    nodes: [...operands.nodes, node, ...end.nodes],
    tensors: end.tensors,
    output: makeValueInfo(end.from, type, ['', '', heads * headSize]),
  };
}

function castOperands(
  { query, key, value, output }: AttentionCut,
  type: DataType,
  types: ReadonlyMap<string, DataType>,
): { readonly names: readonly string[]; readonly nodes: readonly Node[] } {
  const nodes: Node[] = [];
  const names = Object.entries({ query, key, value }).map(([operand, { tensor }]) => {
    if (types.get(tensor) === type) return tensor;
    const cast = `${output.tensor}/${operand}`;
    nodes.push(makeNode('Cast', [tensor], [cast], { to: type }));
    return cast;
  });
  return { names, nodes };
}

/** From the core's [B, S, N*H] to the tensor that the model goes on with: a cast or a reshape where it needs one. */
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

/** The graph with the replacements in it, sorted, and without what only the replaced attention needed. */
export function withReplacements(
  graph: Graph,
  replacements: readonly Replacement[],
  more: { readonly nodes?: readonly Node[]; readonly inputs?: readonly ValueInfo[] } = {},
): Graph {
  const gone = new Set(replacements.map(({ replaces }) => replaces));
  const kept = graph.nodes.filter((node) => !node.outputs.some((name) => gone.has(name)));
  const tensors = replacements.flatMap((piece) => piece.tensors);
  const changed: Graph = {
    ...graph,
    nodes: [...kept, ...(more.nodes ?? []), ...replacements.flatMap(({ nodes }) => nodes)],
    inputs: [...graph.inputs, ...(more.inputs ?? [])],
    initializers: new Map([
      ...graph.initializers,
      ...tensors.map((tensor) => [tensor.name, tensor] as const),
    ]),
    valueInfo: new Map([
      ...graph.valueInfo,
      ...replacements.map(({ output }) => [output.name, output] as const),
    ]),
  };
  return eliminateDeadCode(topologicalSort(changed));
}
