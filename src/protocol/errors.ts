// Errors on the wire: class name, code, message, hint, stack and cause survive the trip between the threads.
import { SteerawayError } from '../lib/errors.ts';

/** A structured-clone-safe picture of an error. */
export interface WireError {
  /** Class name, e.g. `ModelFileTruncatedError`. */
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly stack: string;
  readonly cause?: WireError;
}

/** Code of anything thrown that is not a `SteerawayError`: a bug of ours, or one below us. */
export const UNEXPECTED = 'unexpected';
const UNEXPECTED_HINT = 'Reload the page. If it happens again, please report it with the technical details.';

/** Longest chain of causes that is sent; a cyclic chain must end somewhere. */
const MAX_CAUSES = 4;

/** An error that was thrown on the other thread, under its own name, code and stack. */
export class RemoteError extends SteerawayError {
  readonly code: string;

  constructor(wire: WireError) {
    super(wire.message, wire.hint, wire.cause ? { cause: fromWire(wire.cause) } : undefined);
    this.name = wire.name;
    this.code = wire.code;
    this.stack = wire.stack;
  }
}

/** Never throws: whatever was thrown, something readable comes out. */
export function toWire(error: unknown, causes = MAX_CAUSES): WireError {
  if (!(error instanceof Error)) {
    return { name: 'Error', code: UNEXPECTED, message: String(error), hint: UNEXPECTED_HINT, stack: '' };
  }
  const known = error instanceof SteerawayError;
  return {
    name: error.name,
    code: known ? error.code : UNEXPECTED,
    message: error.message,
    hint: known ? error.hint : UNEXPECTED_HINT,
    stack: error.stack ?? '',
    ...(error.cause !== undefined && causes > 0 ? { cause: toWire(error.cause, causes - 1) } : {}),
  };
}

export function fromWire(wire: WireError): RemoteError {
  return new RemoteError(wire);
}
