// How our command-line programs end: exit code 0, 2 for a command line that cannot be understood, 1 for everything else.

import { SteerawayError } from '../../src/lib/errors.ts';

/** A command line that cannot be understood. */
export class UsageError extends Error {}

/** Runs a program and ends the process: Dawn's event loop would keep Node alive. */
export async function runProgram(main: () => Promise<void>, usage: string): Promise<never> {
  try {
    await main();
  } catch (error) {
    const isUsage = error instanceof UsageError || isParseError(error);
    if (isUsage) console.error(`${(error as Error).message}\n${usage}`);
    else if (error instanceof SteerawayError) console.error(`${error.message} ${error.hint}`);
    else console.error(error);
    process.exit(isUsage ? 2 : 1);
  }
  process.exit(0);
}

/** What node:util's parseArgs throws. */
function isParseError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
