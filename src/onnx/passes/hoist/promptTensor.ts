// The keys and values that leave the prompt graph and enter the frame graph, and their names.

import type { Dimension, Node, ValueInfo } from '../../ir.ts';

export interface PromptTensor {
  /** The name in the prompt graph: `key_3`. The frame graph reads `positive_key_3` and `negative_key_3`. */
  readonly role: string;
  /** The name in the model that is split. */
  readonly tensor: string;
  /** The input negative_key_3 of the cut model. */
  readonly negative: ValueInfo;
}

/** Positions among the inputs of steeraway::NasaCrossAttention. */
export const INPUT = {
  positive: { key: 1, value: 2 },
  negative: { key: 3, value: 4 },
} as const;

/** The symbol that cutCrossAttention.ts gives the token axis of the negative branch. */
export const NEGATIVE_TOKENS = 'negative_tokens';

export function isNasa(node: Node): boolean {
  return node.domain === 'steeraway' && node.opType === 'NasaCrossAttention';
}

/** `negative_key_3` -> `key_3` */
export function roleOf(negativeName: string): string {
  return negativeName.replace(/^negative_/, '');
}

/** The type of a prompt tensor under another name, its token axis called `tokens`. */
export function promptTensorInfo({ negative }: PromptTensor, name: string, tokens: string): ValueInfo {
  const rename = (dimension: Dimension) => (dimension === NEGATIVE_TOKENS ? tokens : dimension);
  return { ...negative, name, dims: negative.dims?.map(rename) };
}
