// The running model's plan in figures: how often it is cut, and which cross-attentions share a shape, a kernel and its time.
import type { EngineInfo } from '../../protocol/engine.ts';

/** Cross-attentions of one shape. */
export interface AttentionGroup {
  /** As the kernel was chosen by, e.g. `float32, 6 heads of 32, 256 queries, keys up to 16 and 16`. */
  readonly shape: string;
  readonly kernel: string;
  readonly count: number;
  /** Of one call, as measured when the kernel was chosen; undefined where it was not measured. */
  readonly milliseconds: number | undefined;
}

export interface PlanFigures {
  readonly segments: number;
  readonly attentions: number;
  /** In the order of the plan; empty before the first frame. */
  readonly groups: readonly AttentionGroup[];
}

export function planFigures({ plan, kernels }: Pick<EngineInfo, 'plan' | 'kernels'>): PlanFigures {
  const groups = new Map<string, AttentionGroup>();
  for (const step of plan) {
    if (step.kind !== 'op' || step.shape === undefined || step.kernel === undefined) continue;
    const { shape, kernel } = step;
    const milliseconds = kernels.find((choice) => choice.shape === shape)?.milliseconds[kernel];
    const count = (groups.get(shape)?.count ?? 0) + 1;
    groups.set(shape, { shape, kernel, count, milliseconds });
  }
  const attentions = plan.filter(({ kind }) => kind === 'op').length;
  return { segments: plan.length - attentions, attentions, groups: [...groups.values()] };
}
