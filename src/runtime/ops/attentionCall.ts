// The contract of steeraway::NasaCrossAttention: a node and its tensor shapes, checked.

import { floatAttribute, intAttribute } from '../../onnx/attributes.ts';
import type { Node } from '../../onnx/ir.ts';
import { InvalidOpError } from '../errors.ts';
import type { OpCall, TensorShape } from './types.ts';

export const ATTENTION_TYPE = 'NasaCrossAttention';

/** Positions of the node's inputs; the last four may be omitted. */
export const INPUT = {
  query: 0,
  positiveKey: 1,
  positiveValue: 2,
  negativeKey: 3,
  negativeValue: 4,
  positiveMask: 5,
  negativeMask: 6,
} as const;

export interface AttentionCall extends OpCall {
  readonly type: 'float32' | 'float16';
  readonly batch: number;
  readonly heads: number;
  readonly headSize: number;
  /** S, T+ and T-. */
  readonly queries: number;
  readonly positiveKeys: number;
  readonly negativeKeys: number;
  /** Multiplies query-key dot products. */
  readonly softmaxScale: number;
  readonly masked: boolean;
}

/**
 * Inputs: query [B, S, N*H]; positive key and value [B, T+, N*H]; negative key and value [B, T-, N*H] or omitted;
 * positive and negative key mask int32 [B, T] (0: never read this token), both or neither.
 * Attributes: num_heads; scale (default 1 / sqrt(H)). Output: [B, S, N*H].
 */
export function validateAttention(node: Node, inputs: readonly (TensorShape | undefined)[]): AttentionCall {
  const fail = (reason: string) => new InvalidOpError(ATTENTION_TYPE, node.name, reason);
  const query = inputs[INPUT.query];
  if (query?.dims.length !== 3) throw fail(`the query must be [B, S, N*H], not ${show(query)}`);
  if (query.type === 'int32') throw fail('the query must be float32 or float16, not int32');
  const [batch, queries, channels] = query.dims as [number, number, number];
  const heads = intAttribute(node, 'num_heads', 0);
  const headSize = channels / heads;
  if (!(heads >= 1 && Number.isInteger(headSize))) {
    throw fail(`num_heads ${heads} does not divide ${channels} channels`);
  }
  if (headSize % 4 !== 0) throw fail(`the head size must be a multiple of 4, not ${headSize}`);
  const [positiveMask, negativeMask] = [inputs[INPUT.positiveMask], inputs[INPUT.negativeMask]];
  if ((positiveMask === undefined) !== (negativeMask === undefined)) {
    throw fail('give a key mask for both branches, or for none');
  }
  return {
    outputs: [query],
    type: query.type,
    batch,
    heads,
    headSize,
    queries,
    positiveKeys: countKeys('positive', query, inputs, fail),
    negativeKeys: countKeys('negative', query, inputs, fail),
    softmaxScale: floatAttribute(node, 'scale', 1 / Math.sqrt(headSize)),
    masked: positiveMask !== undefined,
  };
}

/** T of a branch whose key, value and mask fit the query and each other. */
function countKeys(
  branch: 'positive' | 'negative',
  { type, dims: [batch = NaN, , channels = NaN] }: TensorShape,
  inputs: readonly (TensorShape | undefined)[],
  fail: (reason: string) => InvalidOpError,
): number {
  const key = inputs[INPUT[`${branch}Key`]];
  const value = inputs[INPUT[`${branch}Value`]];
  const mask = inputs[INPUT[`${branch}Mask`]];
  if (branch === 'negative' && key === undefined && value === undefined) return 0;
  const count = key?.dims[1] ?? NaN;
  const wanted = { type, dims: [batch, count, channels] };
  if (!sameShape(key, wanted) || !sameShape(value, wanted)) {
    const found = `${branch} key ${show(key)} and value ${show(value)}`;
    throw fail(`${found} must both be [${batch}, T, ${channels}] ${type}`);
  }
  if (mask !== undefined && !sameShape(mask, { type: 'int32', dims: [batch, count] })) {
    throw fail(`the ${branch} key mask ${show(mask)} must be [${batch}, ${count}] int32`);
  }
  return count;
}

function sameShape(tensor: TensorShape | undefined, wanted: TensorShape): boolean {
  return tensor?.type === wanted.type && tensor.dims.join() === wanted.dims.join();
}

function show(tensor: TensorShape | undefined): string {
  return tensor === undefined ? 'nothing' : `[${tensor.dims.join(', ')}] ${tensor.type}`;
}
