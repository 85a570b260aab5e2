// Walks from an operand of attention up to the projection that made it: to_q, to_k or to_v.

import { intAttribute } from '../../attributes.ts';
import type { Node } from '../../ir.ts';
import { dynamicInputs, type GraphView } from './graphView.ts';
import { found, missed, type Match } from './match.ts';

/** to_q, to_k or to_v, and the place where surgery may cut behind it. */
export interface Projection {
  /** MatMul, Gemm, MatMulNBits, ... with constant weights. */
  readonly node: Node;
  /** Its result [B, L, N*H] with bias, before heads are split off. */
  readonly tensor: string;
  /** N*H */
  readonly width: number;
  /** N and H of the first reshape behind `tensor`, where the file fixes them. */
  readonly heads: number | undefined;
  readonly headSize: number | undefined;
  /** What the operand is multiplied with between `tensor` and attention. */
  readonly factor: number;
}

const PROJECTIONS = new Set([
  'MatMul',
  'Gemm',
  'MatMulNBits',
  'MatMulInteger',
  'FusedMatMul',
  'Conv',
  'Einsum',
]);
/** Operators that move elements about and change none. */
const LAYOUT = new Set(['Reshape', 'Transpose', 'Squeeze', 'Unsqueeze', 'Flatten']);
/** Operators that change no value, or only its type. */
const NEUTRAL = new Set(['Cast', 'Identity', 'Dropout']);
const SCALING = new Set(['Mul', 'Div']);

/** Whether a node multiplies feeds with constant weights. */
export function isProjection(view: GraphView, node: Node): boolean {
  if (!PROJECTIONS.has(node.opType)) return false;
  const [data = '', ...weights] = node.inputs;
  const constants = weights.filter((name) => name !== '').map(view.isConstant);
  // A quantised activation comes with a zero point that is no constant.
  const weightsAreConstant = node.opType === 'MatMulInteger' ? constants[0] : constants.every(Boolean);
  return !view.isConstant(data) && weightsAreConstant === true;
}

/** @param operand query, key or value as attention reads it, in any layout */
export function traceProjection(view: GraphView, operand: string): Match<Projection> {
  const path: Node[] = [];
  let name = operand;
  for (;;) {
    const node = view.producerOf(name);
    if (node === undefined) return missed(`"${operand}" comes from the feed "${name}" without a projection`);
    if (isProjection(view, node)) return cutBehind(view, node, path.reverse());
    const [source, ...others] = dynamicInputs(view, node);
    if (source === undefined || others.length > 0 || node.outputs.length > 1) {
      return missed(
        `"${operand}" is made by ${describe(node)}, which is no projection and no change of layout`,
      );
    }
    path.push(node);
    name = source;
  }
}

/** An operand that is [B, L, N*H] already, as fused attention reads it: it can be cut off where it is. */
export function flatOperand(view: GraphView, operand: string): Match<Projection> {
  const traced = traceProjection(view, operand);
  const node = traced.matched ? traced.value.node : view.producerOf(operand);
  const width = view.staticOf(operand).dims?.at(-1) ?? (traced.matched ? traced.value.width : undefined);
  if (node === undefined) return missed(`"${operand}" is a feed, not a projection`);
  if (width === undefined) return missed(`the width of "${operand}" is not known`);
  return found({ node, tensor: operand, width, heads: undefined, headSize: undefined, factor: 1 });
}

export function describe(node: Node): string {
  return node.name ? `${node.opType} "${node.name}"` : `the ${node.opType} that makes "${node.outputs[0]}"`;
}

/** @param path the nodes from the projection (excluded) to attention (excluded) */
function cutBehind(view: GraphView, node: Node, path: readonly Node[]): Match<Projection> {
  const unsupported = ['Conv', 'Einsum', 'MatMulInteger'].includes(node.opType);
  if (unsupported) return missed(`${describe(node)} is a kind of projection that cannot be cut`);
  const dimsOf = (name: string) => view.staticOf(name).dims;
  const width = outputWidth(view, node);
  if (width === undefined) return missed(`the width of ${describe(node)} is not known`);
  let tensor = node.outputs[0] ?? '';
  let isFlat = node.opType === 'Gemm';
  let rest = path;
  for (const [index, step] of path.entries()) {
    const output = step.outputs[0] ?? '';
    const dims = dimsOf(output);
    // Gemm works on [B*L, D]: the reshape that follows only brings the batch back.
    const restoresBatch = isFlat && step.opType === 'Reshape' && dims?.length === 3 && dims[2] === width;
    if (LAYOUT.has(step.opType) && !restoresBatch) break;
    isFlat &&= !restoresBatch;
    tensor = output;
    rest = path.slice(index + 1);
  }
  if (isFlat) return missed(`${describe(node)} makes no tensor [batch, tokens, ${width}]`);
  const behind = throughLayout(view, rest);
  if (!behind.matched) return behind;
  return found({ node, tensor, width, factor: behind.value, ...splitOf(view, rest) });
}

/** The channels that a projection makes: the columns of its weights. */
export function outputWidth(view: GraphView, node: Node): number | undefined {
  if (node.opType === 'MatMulNBits') return intAttribute(node, 'N', undefined);
  const weights = view.staticOf(node.inputs[1] ?? '').dims;
  const isTransposed = intAttribute(node, 'transB', 0) !== 0;
  return weights?.length === 2
    ? weights[isTransposed ? 0 : 1]
    : view.staticOf(node.outputs[0] ?? '').dims?.at(-1);
}

/** The channels that a projection reads: the rows of its weights. */
export function inputWidth(view: GraphView, node: Node): number | undefined {
  if (node.opType === 'MatMulNBits') return intAttribute(node, 'K', undefined);
  const weights = view.staticOf(node.inputs[1] ?? '').dims;
  const isTransposed = intAttribute(node, 'transB', 0) !== 0;
  return weights?.length === 2 ? weights[isTransposed ? 1 : 0] : undefined;
}

/** The factor of a path that may move elements and multiply them all with one number, and nothing else. */
function throughLayout(view: GraphView, path: readonly Node[]): Match<number> {
  let factor = 1;
  for (const node of path) {
    if (LAYOUT.has(node.opType) || NEUTRAL.has(node.opType)) continue;
    const fill = SCALING.has(node.opType) ? scalingFactor(view, node) : undefined;
    if (fill === undefined) return missed(`${describe(node)} stands between the projection and attention`);
    factor *= fill;
  }
  return found(factor);
}

/** c of `x * c`, or 1 / c of `x / c`; undefined where c is not one known number. */
export function scalingFactor(view: GraphView, node: Node): number | undefined {
  const [left = '', right = ''] = node.inputs;
  if (node.opType === 'Mul') return view.staticOf(view.isConstant(left) ? left : right).fill;
  const divisor = view.isConstant(right) ? view.staticOf(right).fill : undefined;
  return divisor === undefined ? undefined : 1 / divisor;
}

/** N and H of the reshape [B, L, D] -> [B, L, N, H]. */
function splitOf(view: GraphView, path: readonly Node[]): Pick<Projection, 'heads' | 'headSize'> {
  const node = path.find(({ opType }) => LAYOUT.has(opType));
  const dims = view.staticOf(node?.outputs[0] ?? '').dims;
  if (node?.opType !== 'Reshape' || dims?.length !== 4) return { heads: undefined, headSize: undefined };
  return { heads: dims[2], headSize: dims[3] };
}
