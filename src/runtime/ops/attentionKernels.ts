// The attention kernels of all modes: which of two forms a call takes, its specialisation and its bindings.

import maskBuffers from '../../../shaders/common/key_mask_buffers.wgsl?raw';
import maskNone from '../../../shaders/common/key_mask_none.wgsl?raw';
import attention from '../../../shaders/common/nasa_attention.wgsl?raw';
import serialAttention from '../../../shaders/common/serial_attention.wgsl?raw';
import tiledAttention from '../../../shaders/common/tiled_attention.wgsl?raw';
import uniforms from '../../../shaders/common/attention_uniforms.wgsl?raw';
import { AdapterLimitError } from '../errors.ts';
import type { KernelVariant } from '../gpu/kernel.ts';
import { ATTENTION_TYPE, INPUT, type AttentionCall } from './attentionCall.ts';
import { chooseTile, missingForTile, type AttentionTile } from './attentionTile.ts';
import type { GpuProfile, OpBinding, OpDispatch } from './types.ts';

/** One attention shader in both forms. */
export interface AttentionShader {
  /** Entry point of the tiled form; the serial one is `${name}_serial`. */
  readonly name: string;
  readonly tiled: string;
  readonly serial: string;
  /** What both forms store their result with. */
  readonly shared: readonly string[];
}

const ELEMENT_BYTES = { float32: 4, float16: 2 } as const;

const SERIAL_WORKGROUP = 16;

/**
 * Blocks of 4 keys that common/serial_attention.wgsl has room for: two CLIP prompts, two of T5's at 120 tokens or more,
 * and 512 tokens on either side. More than a call needs costs it time, since private memory is cleared.
 */
const SERIAL_KEY_BLOCKS = [40, 96, 256] as const;

/** @param result what stands behind binding 7 */
export function attentionDispatch(
  shader: AttentionShader,
  call: AttentionCall,
  gpu: GpuProfile,
  result: OpBinding,
): OpDispatch {
  const keyBlocks = serialKeyBlocks(call, gpu);
  const tile = keyBlocks === undefined ? tileOf(call, gpu) : undefined;
  const variant = tile ? tiledVariant(shader, call, tile) : serialVariant(shader, call, keyBlocks!);
  const rowGroups = tile?.rowGroups ?? SERIAL_WORKGROUP;
  return {
    variant,
    bindings: bindings(call, result),
    workgroups: [Math.ceil(call.queries / (4 * rowGroups)), call.heads, call.batch],
  };
}

/** `enable` and `alias` lines for the type that a call's tensors are stored in. */
export function elementHeader({ type }: AttentionCall): string {
  return type === 'float16' ? 'enable f16;\nalias element4 = vec4<f16>;' : 'alias element4 = vec4<f32>;';
}

/** struct Shape of common/attention_uniforms.wgsl. */
export function shapeUniform(call: AttentionCall): ArrayBuffer {
  const data = new ArrayBuffer(32);
  const { queries, positiveKeys, negativeKeys, heads, headSize, softmaxScale } = call;
  new Uint32Array(data).set([queries, positiveKeys, negativeKeys, heads, headSize / 4]);
  new Float32Array(data, 20).set([softmaxScale]);
  return data;
}

function tiledVariant(shader: AttentionShader, call: AttentionCall, tile: AttentionTile): KernelVariant {
  const { lanes, rowGroups, chunk, keysPerLane } = tile;
  return {
    label: `${shader.name}_${suffix(call)}_h${call.headSize}_r${4 * rowGroups}_k${chunk}`,
    header: `${elementHeader(call)}\nconst KEYS_PER_LANE = ${keysPerLane}u;`,
    sources: [...sharedSources(shader, call), tiledAttention, shader.tiled],
    entryPoint: shader.name,
    overrides: { LANES: lanes, ROW_GROUPS: rowGroups, CHUNK: chunk },
  };
}

function serialVariant(shader: AttentionShader, call: AttentionCall, keyBlocks: number): KernelVariant {
  return {
    label: `${shader.name}_serial_${suffix(call)}_k${4 * keyBlocks}`,
    header: `${elementHeader(call)}\nconst KEY_BLOCKS = ${keyBlocks}u;`,
    sources: [...sharedSources(shader, call), serialAttention, shader.serial],
    entryPoint: `${shader.name}_serial`,
    overrides: { WORKGROUP_SIZE: SERIAL_WORKGROUP },
  };
}

function sharedSources({ shared }: AttentionShader, { masked }: AttentionCall): readonly string[] {
  return [uniforms, masked ? maskBuffers : maskNone, attention, ...shared];
}

const suffix = ({ type, masked }: AttentionCall) =>
  `${type === 'float16' ? 'f16' : 'f32'}${masked ? '_masked' : ''}`;

function bindings(call: AttentionCall, result: OpBinding): OpBinding[] {
  const input = (name: keyof typeof INPUT): OpBinding => ({ kind: 'input', index: INPUT[name] });
  return [
    { kind: 'uniform', data: shapeUniform(call) },
    { kind: 'frame' },
    input('query'),
    input('positiveKey'),
    input('positiveValue'),
    input('negativeKey'),
    input('negativeValue'),
    result,
    ...(call.masked ? [input('positiveMask'), input('negativeMask')] : []),
  ];
}

/** On adapters that run on the CPU; undefined where the keys of both branches do not fit its private memory. */
function serialKeyBlocks({ positiveKeys, negativeKeys }: AttentionCall, gpu: GpuProfile): number | undefined {
  if (!gpu.isSoftware) return undefined;
  const needed = Math.ceil(positiveKeys / 4) + Math.ceil(negativeKeys / 4);
  return SERIAL_KEY_BLOCKS.find((blocks) => blocks >= needed);
}

function tileOf({ type, headSize, queries }: AttentionCall, gpu: GpuProfile): AttentionTile {
  const tile = chooseTile(headSize, ELEMENT_BYTES[type], queries, gpu);
  if (tile) return tile;
  throw new AdapterLimitError(ATTENTION_TYPE, missingForTile(headSize, ELEMENT_BYTES[type], gpu));
}
