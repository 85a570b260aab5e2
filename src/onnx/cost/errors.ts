// Why the cost of a graph cannot be said: one class per cause.

import { SteerawayError } from '../../lib/errors.ts';
import type { Node } from '../ir.ts';

/** A node that nobody can count, so the whole graph cannot be counted either. */
export class UnknownCostError extends SteerawayError {
  readonly code = 'cost-unknown';
  constructor(
    readonly nodeName: string,
    readonly operator: string,
    reason: string,
  ) {
    super(
      `The cost of node "${nodeName}" (${operator}) is not known: ${reason}.`,
      'Add or extend the rule of the operator in src/onnx/shapes/operators.',
    );
  }

  static of({ name, domain, opType, outputs }: Node, reason: string): UnknownCostError {
    return new UnknownCostError(name || (outputs[0] ?? ''), `${domain || 'ai.onnx'}::${opType}`, reason);
  }
}

/** A feed whose shape neither the file nor the caller says. */
export class UnknownFeedShapeError extends SteerawayError {
  readonly code = 'feed-shape-unknown';
  constructor(
    readonly inputName: string,
    declared: string,
  ) {
    super(
      `The shape of the input "${inputName}" is not known: the file says ${declared}.`,
      'Export the model with fixed channels, or with the input and dimension names of optimum-onnx.',
    );
  }
}

/** The file was exported for one size, and another one is asked for. */
export class FixedSizeError extends SteerawayError {
  readonly code = 'size-fixed-by-file';
  constructor(
    readonly inputName: string,
    size: 'height' | 'width' | 'tokens',
    fixed: number,
    asked: number,
  ) {
    super(
      `The input "${inputName}" has ${size} fixed at ${fixed}, so it cannot be ${asked}.`,
      'Ask for that size, or export the model with dynamic axes.',
    );
  }
}
