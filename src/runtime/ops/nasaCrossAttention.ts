// steeraway::NasaCrossAttention: Z = Z+ - alpha * Z- over two sets of keys and values (arXiv 2412.02687, eq. 9).

import maskBuffers from '../../../shaders/common/key_mask_buffers.wgsl?raw';
import maskNone from '../../../shaders/common/key_mask_none.wgsl?raw';
import common from '../../../shaders/common/nasa_attention.wgsl?raw';
import tiledKernel from '../../../shaders/nasa_cross_attention.wgsl?raw';
import serialKernel from '../../../shaders/nasa_cross_attention_serial.wgsl?raw';
import { floatAttribute, intAttribute } from '../../onnx/attributes.ts';
import type { Node } from '../../onnx/ir.ts';
import { AdapterLimitError, InvalidOpError } from '../errors.ts';
import type { KernelVariant } from '../gpu/kernel.ts';
import { chooseTile, type AttentionTile } from './attentionTile.ts';
import { defineOp, type GpuProfile, type OpBinding, type OpCall, type TensorShape } from './types.ts';

const TYPE = 'NasaCrossAttention';

/** Positions of the node's inputs; the last four may be omitted. */
const INPUT = {
  query: 0,
  positiveKey: 1,
  positiveValue: 2,
  negativeKey: 3,
  negativeValue: 4,
  positiveMask: 5,
  negativeMask: 6,
} as const;

const ELEMENT_BYTES = { float32: 4, float16: 2 } as const;

/** Of nasa_cross_attention_serial.wgsl: 160 keys are two CLIP prompts. */
const SERIAL = { workgroupSize: 16, keyBlocks: 40 } as const;

interface Call extends OpCall {
  readonly type: keyof typeof ELEMENT_BYTES;
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

export const nasaCrossAttention = defineOp<Call>({
  domain: 'steeraway',
  type: TYPE,
  validate,
  variant,
  bindings,
  dispatch,
});

/**
 * Inputs: query [B, S, N*H]; positive key and value [B, T+, N*H]; negative key and value [B, T-, N*H] or omitted;
 * positive and negative key mask int32 [B, T] (0: never read this token), both or neither.
 * Attributes: num_heads; scale (default 1 / sqrt(H)). Output: [B, S, N*H].
 */
function validate(node: Node, inputs: readonly (TensorShape | undefined)[]): Call {
  const fail = (reason: string) => new InvalidOpError(TYPE, node.name, reason);
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

function variant(call: Call, gpu: GpuProfile): KernelVariant {
  const half = call.type === 'float16';
  const suffix = `${half ? 'f16' : 'f32'}${call.masked ? '_masked' : ''}`;
  const header = half ? 'enable f16;\nalias element4 = vec4<f16>;' : 'alias element4 = vec4<f32>;';
  const shared = [call.masked ? maskBuffers : maskNone, common];
  if (runsSerially(call, gpu)) {
    return {
      label: `nasa_cross_attention_serial_${suffix}`,
      header: `${header}\nconst KEY_BLOCKS = ${SERIAL.keyBlocks}u;`,
      sources: [...shared, serialKernel],
      entryPoint: 'nasa_cross_attention_serial',
      overrides: { WORKGROUP_SIZE: SERIAL.workgroupSize },
    };
  }
  const { lanes, rowGroups, chunk, keysPerLane } = tileOf(call, gpu);
  return {
    label: `nasa_cross_attention_${suffix}_h${call.headSize}_r${4 * rowGroups}_k${chunk}`,
    header: `${header}\nconst KEYS_PER_LANE = ${keysPerLane}u;`,
    sources: [...shared, tiledKernel],
    entryPoint: 'nasa_cross_attention',
    overrides: { LANES: lanes, ROW_GROUPS: rowGroups, CHUNK: chunk },
  };
}

function bindings(call: Call): OpBinding[] {
  const input = (name: keyof typeof INPUT): OpBinding => ({ kind: 'input', index: INPUT[name] });
  const masks = call.masked ? [input('positiveMask'), input('negativeMask')] : [];
  return [
    input('query'),
    input('positiveKey'),
    input('positiveValue'),
    input('negativeKey'),
    input('negativeValue'),
    { kind: 'output', index: 0 },
    { kind: 'uniform', data: shapeUniform(call) },
    { kind: 'frame' },
    ...masks,
  ];
}

function dispatch(call: Call, gpu: GpuProfile): readonly [number, number, number] {
  const rowGroups = runsSerially(call, gpu) ? SERIAL.workgroupSize : tileOf(call, gpu).rowGroups;
  return [Math.ceil(call.queries / (4 * rowGroups)), call.heads, call.batch];
}

/** Whether the kernel for CPU adapters is the better one, and the keys of both branches fit its private memory. */
function runsSerially({ positiveKeys, negativeKeys }: Call, gpu: GpuProfile): boolean {
  return gpu.isSoftware && Math.ceil(positiveKeys / 4) + Math.ceil(negativeKeys / 4) <= SERIAL.keyBlocks;
}

function tileOf({ type, headSize, queries }: Call, gpu: GpuProfile): AttentionTile {
  const tile = chooseTile(headSize, ELEMENT_BYTES[type], queries, gpu);
  if (tile === undefined) throw new AdapterLimitError(TYPE, `a head size of ${headSize} is too large`);
  return tile;
}

/** struct Shape of nasa_attention.wgsl. */
function shapeUniform(call: Call): ArrayBuffer {
  const data = new ArrayBuffer(32);
  const { queries, positiveKeys, negativeKeys, heads, headSize, softmaxScale } = call;
  new Uint32Array(data).set([queries, positiveKeys, negativeKeys, heads, headSize / 4]);
  new Float32Array(data, 20).set([softmaxScale]);
  return data;
}

function sameShape(tensor: TensorShape | undefined, wanted: TensorShape): boolean {
  return tensor?.type === wanted.type && tensor.dims.join() === wanted.dims.join();
}

function show(tensor: TensorShape | undefined): string {
  return tensor === undefined ? 'nothing' : `[${tensor.dims.join(', ')}] ${tensor.type}`;
}
