// What can go wrong on the page's side of the worker boundary.
import { SteerawayError } from '../lib/errors.ts';

/** The engine's worker died or spoke nonsense; every pending call ends with this. */
export class WorkerFailedError extends SteerawayError {
  readonly code = 'worker-failed';

  constructor(detail: string, options?: ErrorOptions) {
    super(
      `The drawing worker stopped: ${detail}`,
      'Restart the engine; the page keeps your prompts.',
      options,
    );
  }
}

/** A call was pending, or came, after `dispose`. */
export class EngineDisposedError extends SteerawayError {
  readonly code = 'engine-disposed';

  constructor() {
    super('The engine was shut down.', 'Restart the engine.');
  }
}

/** The library's worker died or spoke nonsense. */
export class LibraryFailedError extends SteerawayError {
  readonly code = 'library-failed';

  constructor(detail: string, options?: ErrorOptions) {
    super(
      `The worker that keeps the models stopped: ${detail}`,
      'Reload the page: what was downloaded is kept.',
      options,
    );
  }
}

export class LibraryDisposedError extends SteerawayError {
  readonly code = 'library-disposed';

  constructor() {
    super('The model library was shut down.', 'Reload the page.');
  }
}
