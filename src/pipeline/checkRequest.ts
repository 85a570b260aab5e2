// Refuses what no pane can draw, before anything runs.

import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../protocol/limits.ts';
import { PANE_MODES } from '../protocol/modes.ts';
import type { FrameRequest } from '../protocol/engine.ts';
import type { StepRange } from '../protocol/library.ts';
import { InvalidRequestError } from './errors.ts';

/**
 * @param stepRange of the loaded model
 * @throws InvalidRequestError for a scale, seed or number of steps out of range, or a pane that does not exist
 */
export function checkRequest({ scale, seed, steps, panes }: FrameRequest, stepRange?: StepRange): void {
  checkNumber(scale, SCALE_RANGE);
  checkNumber(seed, SEED_RANGE);
  if (!Number.isInteger(seed))
    throw new InvalidRequestError(`The seed must be a whole number, not ${seed}.`, 'Round it.');
  if (steps !== undefined && stepRange) {
    checkNumber(steps, { name: 'The number of steps', ...stepRange });
    if (!Number.isInteger(steps))
      throw new InvalidRequestError(`The number of steps must be whole, not ${steps}.`, 'Round it.');
  }
  for (const mode of panes) {
    if (PANE_MODES.includes(mode)) continue;
    throw new InvalidRequestError(`There is no guidance mode "${mode}".`, `Use ${PANE_MODES.join(', ')}.`);
  }
}

function checkNumber(value: number, { name, min, max }: Pick<NumberRange, 'name' | 'min' | 'max'>): void {
  if (value >= min && value <= max) return; // NaN fails both
  throw new InvalidRequestError(
    `${name} ${value} is outside ${min} to ${max}.`,
    `Give a number from ${min} to ${max}.`,
  );
}
