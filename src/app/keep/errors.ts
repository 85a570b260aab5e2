// What keeping a picture runs into on the page.
import { SteerawayError } from '../../lib/errors.ts';

export class PictureMovingError extends SteerawayError {
  readonly code = 'picture-moving';

  constructor() {
    super(
      'The picture changes faster than it can be read.',
      'Stop the animation or let go of the slider, then try again.',
    );
  }
}

export class NoPictureError extends SteerawayError {
  readonly code = 'no-picture';

  constructor() {
    super('There is no picture to copy.', 'Wait until one is drawn, then copy it again.');
  }
}

export class ClipboardDeniedError extends SteerawayError {
  readonly code = 'clipboard-denied';

  constructor(what: string, instead: string, options?: ErrorOptions) {
    super(`The browser does not let the page copy ${what}.`, instead, options);
  }
}
