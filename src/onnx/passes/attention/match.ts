// The answer of a pattern: what it found, or one sentence that says why it does not fit.

import type { Model, Node } from '../../ir.ts';

export type Match<T> =
  { readonly matched: true; readonly value: T } | { readonly matched: false; readonly reason: string };

export function found<T>(value: T): Match<T> {
  return { matched: true, value };
}

/** @param reason one clause without a full stop, e.g. `the keys are normalised after their projection` */
export function missed(reason: string): { readonly matched: false; readonly reason: string } {
  return { matched: false, reason };
}

/** A node that a pass looked at and left as it is, and why. */
export interface Skipped {
  readonly node: Node;
  readonly reason: string;
}

/** A model with a rewrite made wherever it fits. */
export interface Rewrite {
  readonly model: Model;
  readonly skipped: readonly Skipped[];
}
