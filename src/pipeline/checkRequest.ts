// Refuses what no pane can draw, before anything runs.

import type { EngineInfo, FrameRequest, PaneRequest } from '../protocol/engine.ts';
import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../protocol/limits.ts';
import { MODE_IDS, MODES } from '../protocol/modes.ts';
import { CheckpointUnknownError, InvalidRequestError, ModeUnsupportedError } from './errors.ts';
import type { ModelFacts } from './pictureModel.ts';

type LoadedFacts = Pick<ModelFacts, 'name' | 'steps' | 'checkpoints'> & Pick<EngineInfo, 'missingModes'>;

/**
 * @param loaded of the model, where there is one
 * @throws InvalidRequestError for a number out of range, a mode that does not exist, or a pane that comes twice
 * @throws ModeUnsupportedError for a mode that this model cannot draw here
 * @throws CheckpointUnknownError for weights that this model does not have
 */
export function checkRequest(
  { scale, seed, steps, panes, difference }: FrameRequest,
  loaded?: LoadedFacts,
): void {
  checkNumber(scale, SCALE_RANGE);
  checkNumber(seed, SEED_RANGE);
  checkWhole(seed, 'The seed');
  if (steps !== undefined && loaded) {
    checkNumber(steps, { name: 'The number of steps', ...loaded.steps });
    checkWhole(steps, 'The number of steps');
  }
  for (const pane of panes) {
    checkPane(pane);
    if (loaded) checkAgainst(loaded, pane);
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

function checkAgainst({ name, missingModes, checkpoints }: LoadedFacts, pane: PaneRequest): void {
  const reason = missingModes[pane.mode];
  if (reason !== undefined) throw new ModeUnsupportedError(reason);
  const known = checkpoints.map(({ id }) => id);
  if (pane.checkpoint !== undefined && !known.includes(pane.checkpoint))
    throw new CheckpointUnknownError(name, pane.checkpoint, known);
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
