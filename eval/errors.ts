// What an evaluation cannot go on with.

import { SteerawayError } from '../src/lib/errors.ts';

export class UnknownCheckpointError extends SteerawayError {
  readonly code = 'unknown-checkpoint';
  constructor(id: string, known: readonly string[]) {
    super(`The model has no checkpoint "${id}".`, `It has ${known.join(', ')}.`);
  }
}

/** A file that a suite reads instead of measuring. */
export class ResultFileError extends SteerawayError {
  readonly code = 'eval-result-file';

  constructor(file: string, reason: string, hint: string, options?: ErrorOptions) {
    super(`${file} cannot be used: ${reason}.`, hint, options);
  }
}
