// Damaged denoisers: surgery gives two graphs or an error of ours, in time. MUTANT=<seed> runs one of them alone.

import { expect, it } from 'vitest';
import { SteerawayError } from '../../lib/errors.ts';
import { readModel } from '../proto/reader.ts';
import { fixtureBytes } from '../testing/fixtures.ts';
import { mutant, specimen } from '../testing/mutants.ts';
import { forEachInTime } from '../testing/timeLimit.ts';
import { convertDenoiser } from './convertDenoiser.ts';
import { fuseSelfAttention } from './fuseSelfAttention.ts';

const MUTANTS = 3000;
const MAX_MILLISECONDS = 1000;

/** Raw attention with masks and shape arithmetic, as torchscript writes it; packed attention of ONNX Runtime's optimizer. */
const parents = ['pixart-torchscript17.onnx', 'sd21-ort-packed.onnx'].map((name) =>
  specimen(name, fixtureBytes(`stock/${name}`)),
);

/** `converted`, or the code of our error. */
function operate(bytes: Uint8Array): string {
  try {
    fuseSelfAttention(convertDenoiser(readModel(bytes)).frame);
    return 'converted';
  } catch (error) {
    if (error instanceof SteerawayError) return error.code;
    throw error;
  }
}

const only = process.env.MUTANT;
const seeds = only === undefined ? Array.from({ length: MUTANTS }, (_, seed) => seed) : [Number(only)];

it(
  `${seeds.length} damaged denoisers convert or give an error of ours, in time`,
  { timeout: 300_000 },
  () => {
    const results = new Map<string, number>();
    const complaints: string[] = [];
    const historyOf = (seed: number) => `MUTANT=${seed} (${mutant(seed, parents).history})`;
    const visit = (seed: number) => {
      try {
        const result = operate(mutant(seed, parents).bytes);
        results.set(result, (results.get(result) ?? 0) + 1);
      } catch (error) {
        complaints.push(`${historyOf(seed)}: it threw ${String(error)}`);
      }
    };
    // Once may be a busy machine.
    const slow = forEachInTime(seeds, visit, MAX_MILLISECONDS);
    for (const seed of forEachInTime(slow, visit, MAX_MILLISECONDS)) {
      complaints.push(`${historyOf(seed)}: not done in ${MAX_MILLISECONDS} ms`);
    }
    expect(complaints).toEqual([]);
    if (only !== undefined) return;
    // Surgery must be reached, and must refuse as well as convert.
    expect(results.get('converted')).toBeGreaterThan(MUTANTS / 20);
    expect(results.get('invalid-graph')).toBeGreaterThan(MUTANTS / 100);
    expect(results.size).toBeGreaterThanOrEqual(6);
  },
);
