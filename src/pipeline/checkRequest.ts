// Refuses what no pane can draw, before anything runs.

import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../protocol/limits.ts';
import { PANE_MODES } from '../protocol/modes.ts';
import type { FrameRequest } from '../protocol/engine.ts';
import { InvalidRequestError } from './errors.ts';

/** @throws InvalidRequestError for a scale or seed out of range, or a pane that does not exist */
export function checkRequest({ scale, seed, panes }: FrameRequest): void {
  checkNumber(scale, SCALE_RANGE);
  checkNumber(seed, SEED_RANGE);
  if (!Number.isInteger(seed))
    throw new InvalidRequestError(`The seed must be a whole number, not ${seed}.`, 'Round it.');
  for (const mode of panes) {
    if (PANE_MODES.includes(mode)) continue;
    throw new InvalidRequestError(`There is no guidance mode "${mode}".`, `Use ${PANE_MODES.join(', ')}.`);
  }
}

function checkNumber(value: number, { name, min, max }: NumberRange): void {
  if (value >= min && value <= max) return; // NaN fails both
  throw new InvalidRequestError(
    `${name} ${value} is outside ${min} to ${max}.`,
    `Give a number from ${min} to ${max}.`,
  );
}
