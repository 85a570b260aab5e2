// Runs a command with its output on this terminal, and says what it is about to run.
import { spawnSync } from 'node:child_process';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the command is ended and counts as failed. */
  readonly timeout?: number;
}

/** @returns true when the command ran and exited with status 0 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): boolean {
  console.log(`$ ${[command, ...args].join(' ')}`);
  const { env = process.env, timeout } = options;
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env, timeout });
  return status === 0;
}
