// The two checkpoints that the paper compares, as those of the model that comes with the page.

import {
  DEFAULT_MODEL,
  MODELS,
  type CheckpointSpec,
  type EmbeddedModelSpec,
} from '../../src/models/index.ts';
import { UnknownCheckpointError } from '../errors.ts';

/** NASA-T was trained with negatives, NASA-I never saw one. */
export const CHECKPOINT_NAMES = ['NASA-T', 'NASA-I'] as const;
export type CheckpointName = (typeof CHECKPOINT_NAMES)[number];

export const MODEL: EmbeddedModelSpec = MODELS[DEFAULT_MODEL];

/** @returns undefined where the model does not have it: the tables leave it out */
export function checkpointNamed(name: CheckpointName): CheckpointSpec | undefined {
  return MODEL.checkpoints.find((checkpoint) => checkpoint.name === name);
}

/** @param id default: the first. @throws UnknownCheckpointError */
export function checkpointOf(id: string | undefined): CheckpointSpec {
  if (id === undefined) return MODEL.checkpoints[0];
  const found = MODEL.checkpoints.find((checkpoint) => checkpoint.id === id);
  if (found === undefined)
    throw new UnknownCheckpointError(
      id,
      MODEL.checkpoints.map((one) => one.id),
    );
  return found;
}
