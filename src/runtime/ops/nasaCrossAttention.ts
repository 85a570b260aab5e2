// steeraway::NasaCrossAttention: cross-attention over two sets of keys and values, steered in one of four modes.

import output from '../../../shaders/common/attention_output.wgsl?raw';
import tiled from '../../../shaders/nasa_cross_attention.wgsl?raw';
import serial from '../../../shaders/nasa_cross_attention_serial.wgsl?raw';
import { ATTENTION_TYPE, validateAttention, type AttentionCall } from './attentionCall.ts';
import { attentionDispatch, type AttentionShader } from './attentionKernels.ts';
import { nagPlan } from './nag.ts';
import { defineOp, type FrameParameters, type GpuProfile, type OpPlan } from './types.ts';

/** None, NASA and VSF: the mode is a uniform. */
const FUSED: AttentionShader = { name: 'nasa_cross_attention', tiled, serial, shared: [output] };

/** See validateAttention for its inputs and attributes, and FrameParameters for its modes. */
export const nasaCrossAttention = defineOp<AttentionCall>({
  domain: 'steeraway',
  type: ATTENTION_TYPE,
  validate: validateAttention,
  plan,
});

/** NAG without a negative prompt is plain attention, which the fused kernel does in one pass. */
function plan(call: AttentionCall, gpu: GpuProfile, mode: FrameParameters['mode']): OpPlan {
  if (mode === 'nag' && call.negativeKeys > 0) return nagPlan(call, gpu);
  return { dispatches: [attentionDispatch(FUSED, call, gpu, { kind: 'output', index: 0 })], scratch: [] };
}
