// NAG in two dispatches (arXiv 2505.21179): attention over both branches into a scratch buffer, then the bound blend.

import layout from '../../../shaders/common/nag_layout.wgsl?raw';
import push from '../../../shaders/common/nag_push.wgsl?raw';
import uniforms from '../../../shaders/common/attention_uniforms.wgsl?raw';
import tiled from '../../../shaders/nag_attention.wgsl?raw';
import serial from '../../../shaders/nag_attention_serial.wgsl?raw';
import blend from '../../../shaders/nag_blend.wgsl?raw';
import { AdapterLimitError } from '../errors.ts';
import { ATTENTION_TYPE, type AttentionCall } from './attentionCall.ts';
import { attentionDispatch, elementHeader, shapeUniform, type AttentionShader } from './attentionKernels.ts';
import type { GpuProfile, OpBinding, OpDispatch, OpPlan } from './types.ts';

const ATTENTION: AttentionShader = { name: 'nag_attention', tiled, serial, shared: [push, layout] };

/** Invocations that share a token, and tokens of one workgroup. On a CPU nothing is gained by sharing. */
const BLEND_ON_GPU = { lanes: 16, tokens: 4 } as const;
const BLEND_ON_CPU = { lanes: 1, tokens: 16 } as const;

const SCRATCH: OpBinding = { kind: 'scratch', index: 0 };
const VEC4_F32_BYTES = 16;

/** @throws AdapterLimitError */
export function nagPlan(call: AttentionCall, gpu: GpuProfile): OpPlan {
  const scratch = scratchBytes(call);
  if (scratch > gpu.storageBytes) {
    const need = `NAG hands on ${scratch} bytes, and maxStorageBufferBindingSize is ${gpu.storageBytes}`;
    throw new AdapterLimitError(ATTENTION_TYPE, need);
  }
  return {
    dispatches: [attentionDispatch(ATTENTION, call, gpu, SCRATCH), blendDispatch(call, gpu)],
    scratch: [scratch],
  };
}

/** See common/nag_layout.wgsl. */
function scratchBytes({ batch, queries, heads, headSize }: AttentionCall): number {
  return batch * queries * heads * ((2 * headSize) / 4 + 1) * VEC4_F32_BYTES;
}

function blendDispatch(call: AttentionCall, gpu: GpuProfile): OpDispatch {
  const { lanes, tokens } = gpu.isSoftware ? BLEND_ON_CPU : BLEND_ON_GPU;
  return {
    variant: {
      label: `nag_blend_${call.type}`,
      header: elementHeader(call),
      sources: [uniforms, layout, blend],
      entryPoint: 'nag_blend',
      overrides: { LANES: lanes, TOKENS: tokens },
    },
    bindings: [
      { kind: 'uniform', data: shapeUniform(call) },
      { kind: 'frame' },
      SCRATCH,
      { kind: 'output', index: 0 },
    ],
    workgroups: [Math.ceil(call.queries / tokens), call.batch, 1],
  };
}
