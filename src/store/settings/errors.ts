// Why settings cannot be restored.
import { SteerawayError } from '../../lib/errors.ts';

export class SettingsUnreadableError extends SteerawayError {
  readonly code = 'settings-unreadable';

  constructor(what: string, options?: ErrorOptions) {
    super(
      `${what} holds no settings that can be read.`,
      'It was changed after it was made, or made by something else. Nothing on the page has changed.',
      options,
    );
  }
}

export class PictureWithoutSettingsError extends SteerawayError {
  readonly code = 'picture-without-settings';

  constructor(name: string, found: string) {
    super(
      `${name} says nothing about how it was made${found}.`,
      'Pictures saved by Steeraway or A1111 do; messengers, editors and the clipboard take that out.',
    );
  }
}
