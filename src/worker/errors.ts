// What can go wrong in the workers themselves: one class per cause.

import { SteerawayError } from '../lib/errors.ts';

export class NoSuchModelError extends SteerawayError {
  readonly code = 'no-such-model';
  constructor(id: string, known: readonly string[]) {
    super(
      `There is no model "${id}" here.`,
      `Choose one of: ${known.join(', ')}. A folder of this machine has to be given again after a reload.`,
    );
  }
}

/** The engine was asked for a downloaded or local model, and nobody serves their files to it. */
export class NoModelLibraryError extends SteerawayError {
  readonly code = 'no-model-library';
  constructor() {
    super('The engine cannot reach the model library: it stopped, or was never started.', 'Reload the page.');
  }
}
