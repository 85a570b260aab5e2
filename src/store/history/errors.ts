// What the history runs into that a person has to hear of.
import { SteerawayError } from '../../lib/errors.ts';

export class RemovalRefusedError extends SteerawayError {
  readonly code = 'removal-refused';

  constructor(count: number, options?: ErrorOptions) {
    const what = count === 1 ? 'The picture' : `The ${count} pictures`;
    super(
      `${what} could not be removed: the browser refused to change its storage.`,
      'Reload the page and try again.',
      options,
    );
  }
}
