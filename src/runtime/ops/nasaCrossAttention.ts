// steeraway::NasaCrossAttention: cross-attention over two sets of keys and values, steered in one of four modes.

import output from '../../../shaders/common/attention_output.wgsl?raw';
import tiled from '../../../shaders/nasa_cross_attention.wgsl?raw';
import serial from '../../../shaders/nasa_cross_attention_serial.wgsl?raw';
import { ATTENTION_TYPE, validateAttention, type AttentionCall } from './attentionCall.ts';
import {
  attentionDispatch,
  attentionKernels,
  type AttentionKernel,
  type AttentionShader,
} from './attentionKernels.ts';
import { attentionTrial } from './attentionTrial.ts';
import { nagCandidate } from './nag.ts';
import { defineOp, type Candidate, type FrameParameters, type GpuProfile } from './types.ts';

type Mode = FrameParameters['mode'];

/** None, NASA and VSF: the mode is a uniform. */
const FUSED: AttentionShader = { name: 'nasa_cross_attention', tiled, serial, shared: [output] };

/** Prompts of nearly equal length share a choice of kernel. */
const KEY_GRANULE = 16;

/** See validateAttention for its inputs and attributes, and FrameParameters for its modes. */
export const nasaCrossAttention = defineOp<AttentionCall, AttentionKernel>({
  domain: 'steeraway',
  type: ATTENTION_TYPE,
  validate: validateAttention,
  kernels: attentionKernels,
  candidate,
  shape,
  trial: (call, mode) => attentionTrial(call, isTwoPass(call, mode) ? 'nag' : 'nasa'),
});

function candidate(call: AttentionCall, kernel: AttentionKernel, gpu: GpuProfile, mode: Mode): Candidate {
  const limit = kernel.form === 'tiled' ? kernel.limit : undefined;
  if (isTwoPass(call, mode)) return { ...nagCandidate(call, kernel, gpu), limit };
  const dispatch = attentionDispatch(FUSED, call, kernel, { kind: 'output', index: 0 });
  return { name: dispatch.variant.label, dispatches: [dispatch], scratch: [], limit };
}

/** NAG without a negative prompt is plain attention, which the fused kernel does in one pass. */
function isTwoPass({ negativeKeys }: AttentionCall, mode: Mode): boolean {
  return mode === 'nag' && negativeKeys > 0;
}

function shape(call: AttentionCall, mode: Mode): string {
  const { type, batch, heads, headSize, queries, positiveKeys, negativeKeys, masked } = call;
  const granular = (count: number) => Math.ceil(count / KEY_GRANULE) * KEY_GRANULE;
  const keys = `keys up to ${granular(positiveKeys)} and ${granular(negativeKeys)}`;
  const parts = [
    type,
    `${heads} ${heads === 1 ? 'head' : 'heads'} of ${headSize}`,
    `${queries} queries`,
    keys,
  ];
  if (batch > 1) parts.push(`batch of ${batch}`);
  if (masked) parts.push('masked');
  if (isTwoPass(call, mode)) parts.push('NAG');
  return parts.join(', ');
}
