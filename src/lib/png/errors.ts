// Why a file is not read as a PNG.
import { SteerawayError } from '../errors.ts';

export class NotAPngError extends SteerawayError {
  readonly code = 'not-a-png';

  constructor(name: string) {
    super(`${name} is not a PNG picture.`, 'Take a PNG file as it was saved, not a copy in another format.');
  }
}

export class PngTooLargeError extends SteerawayError {
  readonly code = 'png-too-large';

  constructor(name: string, bytes: number, limit: number) {
    const [size, most] = [bytes, limit].map((value) => Math.ceil(value / 2 ** 20));
    super(
      `${name} has ${size} MiB, and only files up to ${most} MiB are read for settings.`,
      'Take the file that was saved, not a sheet or an enlarged copy.',
    );
  }
}
