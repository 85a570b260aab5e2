// What keeping a picture runs into on the page.
import { SteerawayError } from '../../lib/errors.ts';

export class PictureMovingError extends SteerawayError {
  readonly code = 'picture-moving';

  constructor() {
    super(
      'The picture changes faster than it can be saved.',
      'Stop the animation or let go of the slider, then save again.',
    );
  }
}

export class ClipboardDeniedError extends SteerawayError {
  readonly code = 'clipboard-denied';

  constructor(what: string, instead: string, options?: ErrorOptions) {
    super(`The browser does not let the page copy ${what}.`, instead, options);
  }
}
