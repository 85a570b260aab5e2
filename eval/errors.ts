// What an evaluation cannot go on with.

import { SteerawayError } from '../src/lib/errors.ts';
import { MODELS } from '../src/models/index.ts';

export class UnknownModelError extends SteerawayError {
  readonly code = 'eval-unknown-model';

  constructor(id: string) {
    const known = Object.values(MODELS).filter(({ kind }) => kind === 'embedded');
    super(
      `There is no model of our own called "${id}".`,
      `The judge knows what ours can draw: use --model ${known.map((spec) => spec.id).join(' or ')}.`,
    );
  }
}

/** A file that a suite reads instead of measuring. */
export class ResultFileError extends SteerawayError {
  readonly code = 'eval-result-file';

  constructor(file: string, reason: string, hint: string, options?: ErrorOptions) {
    super(`${file} cannot be used: ${reason}.`, hint, options);
  }
}
