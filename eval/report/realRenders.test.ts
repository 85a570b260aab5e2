// The committed file is read; a damaged one is refused with the command that mends it.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ResultFileError } from '../errors.ts';
import { readRealRenders } from './realRenders.ts';

describe('readRealRenders', () => {
  it('reads what is committed', async () => {
    const { heldOutCombinations } = await readRealRenders('eval/results/real-renders.json');
    expect(heldOutCombinations.captions).toBeGreaterThan(0);
    expect(heldOutCombinations.dual).toBeGreaterThanOrEqual(heldOutCombinations.dualAmongStyles);
  });

  it('refuses what is damaged', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'real-')), 'real-renders.json');
    await writeFile(file, '{"trainedCombinations": {"dual": 1}}');
    const error = await readRealRenders(file).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ResultFileError);
    expect((error as ResultFileError).hint).toContain('judge_ceiling');
  });
});
