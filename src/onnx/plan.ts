// What partition.ts makes of a model: an ordered list of steps over named tensors.

import type { Model, Node, Tensor, ValueInfo } from './ir.ts';

interface StepBase {
  /** Tensors that die here: made by this plan, and read by no later step. Never a plan input, output or constant. */
  readonly frees: readonly string[];
  /** Names of the plan inputs that this step's results depend on, directly or through earlier steps. */
  readonly dependsOn: ReadonlySet<string>;
}

/** A piece of the graph made of stock operators: one ORT session. */
export interface SegmentStep extends StepBase {
  readonly kind: 'segment';
  readonly model: Model;
  /** Feeds and fetches of `model`, in its order. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** One custom op: one WGSL dispatch on ORT's device. */
export interface OpStep extends StepBase {
  readonly kind: 'op';
  readonly node: Node;
  /** `node.inputs` and `node.outputs`: positions matter, '' marks an omitted one. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export type PlanStep = SegmentStep | OpStep;

export interface Plan {
  readonly steps: readonly PlanStep[];
  /** Feeds, in the order of the model. A feed may go straight to an op, or be an output itself. */
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** Initializers that an op reads directly, or that are outputs themselves: upload once, keep. */
  readonly constants: ReadonlyMap<string, Tensor>;
  /** Types of every tensor that crosses a step border (inputs, outputs and constants included). */
  readonly tensors: ReadonlyMap<string, ValueInfo>;
}
