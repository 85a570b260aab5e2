// What the page itself cannot do without.
import { SteerawayError } from '../lib/errors.ts';

export class BrowserTooOldError extends SteerawayError {
  readonly code = 'browser-too-old';

  constructor(options?: ErrorOptions) {
    super(
      'This browser cannot draw on a canvas from a worker (OffscreenCanvas).',
      'Open the page in a current Chrome, Edge, Firefox or Safari.',
      options,
    );
  }
}

export class DroppedFileUnreadableError extends SteerawayError {
  readonly code = 'dropped-file-unreadable';

  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `The dropped file ${file} cannot be read: ${reason}.`,
      'It may have been moved or changed meanwhile: drop it again.',
      options,
    );
  }
}

/** The browser gave no canvas, or no file of it: it limits their size and number. */
export class SheetTooLargeError extends SteerawayError {
  readonly code = 'sheet-too-large';

  constructor() {
    super(
      'The browser could not make a picture of this sheet.',
      'Draw fewer columns or rows, and save it again.',
    );
  }
}

export class RecordingUnsupportedError extends SteerawayError {
  readonly code = 'recording-unsupported';

  constructor(detail: string, options?: ErrorOptions) {
    super(
      `This browser cannot record here: ${detail}.`,
      'Use a current Chrome, Edge, Firefox or Safari, or record the screen.',
      options,
    );
  }
}

export class GifFailedError extends SteerawayError {
  readonly code = 'gif-failed';

  constructor(reason: string, options?: ErrorOptions) {
    super(
      `The GIF could not be written: ${reason || 'its worker stopped'}.`,
      'Record it again and shorter, or as a video.',
      options,
    );
  }
}
