// What a custom op is: two pure functions from a node and its tensor shapes to a few compute dispatches.

import type { Node } from '../../onnx/ir.ts';
import type { KernelVariant } from '../gpu/kernel.ts';

/** Element types that kernels read and write. */
export type ElementType = 'float32' | 'float16' | 'int32';

export interface TensorShape {
  readonly type: ElementType;
  readonly dims: readonly number[];
}

/** What of the adapter a kernel may be specialised by. */
export interface GpuProfile {
  readonly workgroupBytes: number;
  readonly maxInvocations: number;
  /** The largest buffer that a kernel may bind. */
  readonly storageBytes: number;
  /** The adapter is a CPU in disguise, where barriers and loads are dear. */
  readonly isSoftware: boolean;
  /** Of the sizes that the adapter's subgroups may have; undefined where the device has no `subgroups`. */
  readonly subgroupMinSize?: number | undefined;
}

/** Z = Z+: the negative prompt is not read. */
export interface NoGuidance {
  readonly mode: 'none';
}

/** Z = Z+ - scale * Z- (arXiv 2412.02687, eq. 9). */
export interface NasaGuidance {
  readonly mode: 'nasa';
  /** alpha of eq. 9; 0 is off. */
  readonly scale: number;
}

/** Z = softmax(Q [K+, K-]^T * c + [0, -offset]) [V+, -scale * V-]: one softmax over both prompts (arXiv 2508.10931). */
export interface VsfGuidance {
  readonly mode: 'vsf';
  /** alpha of the paper. At 0 the negative tokens still take their share of the softmax. */
  readonly scale: number;
  /** beta of the paper, at least 0: taken off the scores of the negative tokens. */
  readonly offset: number;
}

/** Z+ pushed away from Z- and bound to Z+ by its L1 norm over all heads of a token (arXiv 2505.21179, eq. 7 to 10). */
export interface NagGuidance {
  readonly mode: 'nag';
  /** phi of eq. 7, G = Z+ + phi * (Z+ - Z-). The released code's `nag_scale` is phi + 1. */
  readonly scale: number;
  /** tau of eq. 9: the most that |G| may be, in units of |Z+|. */
  readonly tau: number;
  /** alpha of eq. 10: the share of the bound G in the result, the rest being Z+. */
  readonly alpha: number;
}

/**
 * What changes from frame to frame without any tensor changing: one small uniform buffer, shared by all ops of a session.
 * Z+ and Z- are softmax(Q K^T * c) V over the tokens of the positive and of the negative prompt.
 */
export type FrameParameters = NoGuidance | NasaGuidance | VsfGuidance | NagGuidance;

/** What stands behind one `@binding` of group 0; the position in the list is the binding number. */
export type OpBinding =
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'output'; readonly index: number }
  /** A buffer that the dispatches of one run hand on to each other. */
  | { readonly kind: 'scratch'; readonly index: number }
  /** A uniform buffer that belongs to this call, e.g. its shape. */
  | { readonly kind: 'uniform'; readonly data: ArrayBuffer }
  /** The uniform buffer of FrameParameters (see frameParameters.ts). */
  | { readonly kind: 'frame' };

export interface OpDispatch {
  /** Calls that differ in tensor lengths alone should share one. */
  readonly variant: KernelVariant;
  readonly bindings: readonly OpBinding[];
  /** In x, y, z. */
  readonly workgroups: readonly [number, number, number];
}

/** One way to compute a call: dispatches in order, each of which sees what those before it wrote. */
export interface Candidate {
  /** Tells the op's kernels apart, for humans as well. */
  readonly name: string;
  readonly dispatches: readonly OpDispatch[];
  /** Bytes of each scratch buffer. It may hold anything at first. */
  readonly scratch: readonly number[];
  /** The adapter's limit that makes the plan smaller than wanted, and that plan, in a clause. */
  readonly limit?: string | undefined;
}

/** The part of a validated call that every op has. */
export interface OpCall {
  readonly outputs: readonly TensorShape[];
}

/** One tensor of a problem: any of its numbers may be rounded to its type. */
export interface NumberTensor extends TensorShape {
  readonly numbers: ArrayLike<number>;
}

/** A result that is known. */
export interface KnownAnswer {
  readonly frame: FrameParameters;
  /** Of the only output. */
  readonly expected: Float64Array;
}

/** A small problem whose results are known, that takes every path through the candidates of a call. */
interface Problem {
  readonly inputs: readonly (NumberTensor | undefined)[];
  readonly answers: readonly KnownAnswer[];
}

/** A custom op. `Call` carries what `validate` found out to the others, `Kernel` is what tells its kernels apart. */
export interface OpDefinition<Call extends OpCall, Kernel> {
  readonly domain: string;
  readonly type: string;
  /**
   * Checks a node against the shapes that reach it.
   * @param inputs one per node input, undefined where the node omits it
   * @throws InvalidOpError
   */
  readonly validate: (node: Node, inputs: readonly (TensorShape | undefined)[]) => Call;
  /** What can compute the call, best guess first, at least one. @throws AdapterLimitError */
  readonly kernels: (call: Call, gpu: GpuProfile) => readonly Kernel[];
  /** @param kernel of this call, or of a larger one of its kind */
  readonly candidate: (call: Call, kernel: Kernel, gpu: GpuProfile, mode: Mode) => Candidate;
  /** All that the candidates' times depend on, coarsely: calls that agree in it share a choice. */
  readonly shape: (call: Call, mode: Mode) => string;
  /** The same call, small, and the mode that takes it to the same kernels. */
  readonly trial: (call: Call, mode: Mode) => Problem & { readonly call: Call; readonly mode: Mode };
}

type Mode = FrameParameters['mode'];

/** A trial, ready to be run. */
export interface Trial extends Problem {
  /** With the same candidates. */
  readonly call: PreparedCall;
}

/** All that it takes to choose a kernel for a call, and to encode it. */
export interface PreparedCall extends OpCall {
  readonly inputs: readonly (TensorShape | undefined)[];
  /** Best guess first. */
  readonly candidates: readonly Candidate[];
  readonly shape: string;
  readonly trial: () => Trial;
}

/** An op whose `Call` type is sealed in, so that ops of different kinds fit one registry. */
export interface CustomOp {
  readonly domain: string;
  readonly type: string;
  /** @throws InvalidOpError, AdapterLimitError */
  prepare(
    node: Node,
    inputs: readonly (TensorShape | undefined)[],
    gpu: GpuProfile,
    mode: Mode,
  ): PreparedCall;
}

export function defineOp<Call extends OpCall, Kernel>(definition: OpDefinition<Call, Kernel>): CustomOp {
  const { domain, type, validate, kernels, candidate, shape, trial } = definition;
  const prepare = (
    call: Call,
    inputs: readonly (TensorShape | undefined)[],
    gpu: GpuProfile,
    mode: Mode,
    offered = kernels(call, gpu),
  ): PreparedCall => {
    let known: Trial | undefined; // computed once: its answers take a while
    return {
      inputs,
      outputs: call.outputs,
      candidates: offered.map((kernel) => candidate(call, kernel, gpu, mode)),
      shape: shape(call, mode),
      trial() {
        if (known) return known;
        const { call: small, inputs: numbers, answers, mode: smallMode } = trial(call, mode);
        return (known = { inputs: numbers, answers, call: prepare(small, numbers, gpu, smallMode, offered) });
      },
    };
  };
  return Object.freeze({
    domain,
    type,
    prepare: (node, inputs, gpu, mode) => prepare(validate(node, inputs), inputs, gpu, mode),
  } satisfies CustomOp);
}
