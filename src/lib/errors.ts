// Base class of every error a user can meet: a stable code, a sentence, and a hint that names the fix.

export abstract class SteerawayError extends Error {
  /** Stable identifier, e.g. `model-file-truncated`. The page switches on this, never on the message. */
  abstract readonly code: string;

  /**
   * @param message one clear sentence that says what went wrong
   * @param hint one sentence that names the next step
   */
  constructor(
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}
