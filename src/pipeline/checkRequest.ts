// Refuses what no pane can draw, before anything runs.

import type { EngineInfo, FrameRequest, PaneRequest } from '../protocol/engine.ts';
import type { StepRange } from '../protocol/library.ts';
import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../protocol/limits.ts';
import { MODE_IDS, MODES } from '../protocol/modes.ts';
import { InvalidRequestError, ModeUnsupportedError } from './errors.ts';

/**
 * @param stepRange of the loaded model
 * @param missingModes of the loaded model
 * @throws InvalidRequestError for a number out of range, a mode that does not exist, or a pane that comes twice
 * @throws ModeUnsupportedError for a mode that this model cannot draw here
 */
export function checkRequest(
  { scale, seed, steps, panes, difference }: FrameRequest,
  stepRange?: StepRange,
  missingModes: EngineInfo['missingModes'] = {},
): void {
  checkNumber(scale, SCALE_RANGE);
  checkNumber(seed, SEED_RANGE);
  checkWhole(seed, 'The seed');
  if (steps !== undefined && stepRange) {
    checkNumber(steps, { name: 'The number of steps', ...stepRange });
    checkWhole(steps, 'The number of steps');
  }
  for (const pane of panes) {
    checkPane(pane);
    const reason = missingModes[pane.mode];
    if (reason !== undefined) throw new ModeUnsupportedError(reason);
  }
  if (difference && new Set([difference.id, ...difference.between]).size < 3)
    throw new InvalidRequestError(
      'A difference is asked for between a pane and itself, or on one of its own panes.',
      'Name two panes, and a third place to show their difference.',
    );
  if (panes.some(({ id }) => id === difference?.id) || new Set(panes.map(({ id }) => id)).size < panes.length)
    throw new InvalidRequestError(
      'A pane is asked for twice in one frame.',
      'Give each pane an id of its own.',
    );
}

function checkPane({ mode, exact = {} }: PaneRequest): void {
  if (!MODE_IDS.includes(mode))
    throw new InvalidRequestError(`There is no guidance mode "${mode}".`, `Use ${MODE_IDS.join(', ')}.`);
  const { name: modeName, parameters } = MODES[mode];
  for (const [name, value] of Object.entries(exact)) {
    const parameter = parameters.find((candidate) => candidate.name === name);
    if (parameter === undefined)
      throw new InvalidRequestError(
        `${modeName} has no ${name}.`,
        `It has ${parameters.map((one) => one.name).join(', ') || 'no numbers at all'}.`,
      );
    checkNumber(value, { ...parameter, name: `${modeName}'s ${name}` });
  }
}

function checkNumber(value: number, { name, min, max }: Pick<NumberRange, 'name' | 'min' | 'max'>): void {
  if (value >= min && value <= max) return; // NaN fails both
  throw new InvalidRequestError(
    `${name} ${value} is outside ${min} to ${max}.`,
    `Give a number from ${min} to ${max}.`,
  );
}

function checkWhole(value: number, name: string): void {
  if (Number.isInteger(value)) return;
  throw new InvalidRequestError(`${name} must be a whole number, not ${value}.`, 'Round it.');
}
