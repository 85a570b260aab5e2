// What the judge finds of real renders (training/steeraway_training/judge_ceiling.py): more than this no generator can reach.

import { readFile } from 'node:fs/promises';
import { ResultFileError } from '../errors.ts';

const HINT = 'Make it anew: python -m steeraway_training.judge_ceiling (training/README.md).';
const KINDS = ['trainedCombinations', 'heldOutCombinations'] as const;

export interface RealRetrieval {
  /** Shares found among captions at an even stride, and where the subject's other styles are among them. */
  readonly dual: number;
  readonly dualAmongStyles: number;
  readonly captions: number;
  readonly n: number;
}

export type RealRenders = Readonly<Record<(typeof KINDS)[number], RealRetrieval>>;

/** @throws ResultFileError */
export async function readRealRenders(file: string): Promise<RealRenders> {
  const fail = (reason: string, cause: unknown) => new ResultFileError(file, reason, HINT, { cause });
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw fail(cause instanceof Error ? cause.message : String(cause), cause);
  });
  try {
    const found = JSON.parse(text) as RealRenders;
    for (const kind of KINDS)
      for (const figure of ['dual', 'dualAmongStyles', 'captions', 'n'] as const)
        if (!Number.isFinite(found[kind][figure])) throw new TypeError(`${kind}.${figure} is no number`);
    return found;
  } catch (cause) {
    throw fail('it is not what judge_ceiling writes', cause);
  }
}
