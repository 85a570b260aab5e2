// The lock that guards a model's stored files, in all tabs: whoever downloads or deletes them holds it.

import { ModelBusyError } from './errors.ts';
import type { Locks, LockOptions } from './ports.ts';

const lockName = (modelId: string) => `steeraway-model:${modelId}`;

export function withModel<T>(
  locks: Locks,
  modelId: string,
  options: LockOptions,
  task: () => Promise<T>,
): Promise<T> {
  return locks.hold(lockName(modelId), options, task);
}

/** @throws ModelBusyError while somebody else is at it */
export function withFreeModel<T>(locks: Locks, modelId: string, task: () => Promise<T>): Promise<T> {
  const onWait = () => {
    throw new ModelBusyError(modelId);
  };
  return withModel(locks, modelId, { onWait }, task);
}
