// A failure as the page shows it: what happened, what to do next, and the details for a report.
import { toWire } from '../protocol/errors.ts';

export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** Class name and stack, causes included; for bug reports. */
  readonly details: string;
  /** `load`: nothing can be drawn. `frame`: this picture failed, another may work. `library`: a model is not to be had. */
  readonly during: 'load' | 'frame' | 'library';
}

/** The engine is gone, not only this picture: it takes a new one to go on. */
const ENGINE_LOST: readonly string[] = Object.freeze(['device-lost', 'worker-failed']);

export function toProblem(error: unknown, during: Problem['during']): Problem {
  const wire = toWire(error);
  const lines: string[] = [];
  for (let link = wire as typeof wire | undefined; link; link = link.cause) {
    lines.push(`${link.name} [${link.code}]: ${link.message}`, link.stack);
  }
  return { code: wire.code, message: wire.message, hint: wire.hint, details: lines.join('\n'), during };
}

export function isEngineLost(problem: Problem): boolean {
  return ENGINE_LOST.includes(problem.code);
}
