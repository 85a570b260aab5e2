// The two checkpoints that the paper compares, as models of the registry.

import { DEFAULT_MODEL, findModel, type EmbeddedModelSpec } from '../../src/models/index.ts';
import { UnknownModelError } from '../errors.ts';

export const CHECKPOINT_NAMES = ['NASA-T', 'NASA-I'] as const;
export type CheckpointName = (typeof CHECKPOINT_NAMES)[number];

/** NASA-T was trained with negatives, NASA-I never saw one. An id that the registry does not have yet is left out of the tables. */
export const CHECKPOINTS: Readonly<Record<CheckpointName, string>> = Object.freeze({
  'NASA-T': DEFAULT_MODEL,
  'NASA-I': `${DEFAULT_MODEL}-i`,
});

/** @throws UnknownModelError */
export function embeddedModel(id: string): EmbeddedModelSpec {
  const spec = findModel(id);
  if (spec?.kind !== 'embedded') throw new UnknownModelError(id);
  return spec;
}

export function isShipped(checkpoint: CheckpointName): boolean {
  return findModel(CHECKPOINTS[checkpoint]) !== undefined;
}
