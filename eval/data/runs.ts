// What `--suite all` measures: which suite on which checkpoint, the longest first, so that several processes can share them evenly.

import type { SuiteOptions } from '../suites/context.ts';
import type { ModelSuite } from '../suites/registry.ts';
import type { Shard } from '../suites/shard.ts';
import type { CheckpointName } from './checkpoints.ts';

export interface Run {
  readonly checkpoint: CheckpointName;
  readonly suite: ModelSuite;
  /** In place of the suite's own. Of NASA-I only what the report compares: whatever does without negatives is the same there. */
  readonly options?: Partial<SuiteOptions>;
}

export const RUNS: readonly Run[] = Object.freeze([
  { checkpoint: 'NASA-T', suite: 'exclusion' },
  { checkpoint: 'NASA-I', suite: 'exclusion', options: { modes: ['none', 'nasa'] } },
  { checkpoint: 'NASA-T', suite: 'tradeoff' },
  { checkpoint: 'NASA-I', suite: 'tradeoff' },
  { checkpoint: 'NASA-T', suite: 'kid' },
  { checkpoint: 'NASA-T', suite: 'clip' },
  { checkpoint: 'NASA-I', suite: 'clip' },
  { checkpoint: 'NASA-I', suite: 'kid', options: { modes: ['nasa'] } },
  { checkpoint: 'NASA-T', suite: 'smoothness' },
  { checkpoint: 'NASA-T', suite: 'sweep' },
  { checkpoint: 'NASA-I', suite: 'sweep', options: { seeds: 25 } },
  { checkpoint: 'NASA-T', suite: 'retrieval' },
  { checkpoint: 'NASA-I', suite: 'retrieval' },
  { checkpoint: 'NASA-T', suite: 'neighbours' },
  { checkpoint: 'NASA-I', suite: 'neighbours' },
  { checkpoint: 'NASA-T', suite: 'strip' },
  { checkpoint: 'NASA-I', suite: 'strip', options: { modes: ['nasa'] } },
  { checkpoint: 'NASA-T', suite: 'cost' },
] as const satisfies readonly Run[]);

/** Dealt to and fro: who takes the longest takes the shortest of the next round. @param runs the longest first */
export function runsOf({ index, of }: Shard, runs: readonly Run[] = RUNS): readonly Run[] {
  return runs.filter((_, at) => {
    const place = at % of;
    const isBackwards = Math.floor(at / of) % 2 === 1;
    return (isBackwards ? of - 1 - place : place) === index - 1;
  });
}
