// What is wrong with the judge's files is said in a sentence, and the committed ones are whole.

import { describe, expect, it } from 'vitest';
import { JudgeFileError, JudgeVersionError } from './errors.ts';
import { readJudgeFile } from './files.ts';
import { JUDGE_VERSION, parseLabels } from './labels.ts';
import { parseFeatures } from './realFeatures.ts';

const committed = async () => parseLabels(new TextDecoder().decode(await readJudgeFile('labels.json')));

describe('parseLabels', () => {
  it('refuses another version, and a file without one', () => {
    expect(() => parseLabels('{"version": 2}')).toThrow(JudgeVersionError);
    expect(() => parseLabels('{"version": 2}')).toThrow(
      `version 2, this code reads version ${JUDGE_VERSION}`,
    );
    expect(() => parseLabels('{}')).toThrow('version unknown');
  });

  it.each(['', 'nonsense', '3', 'null'])('refuses %j', (text) => {
    expect(() => parseLabels(text)).toThrow(JudgeFileError);
  });
});

describe('the committed judge', () => {
  it('has features of every drawn subject in every style, and none that is not a number', async () => {
    const labels = await committed();
    const { renders, clean, bank } = parseFeatures(await readJudgeFile('features.bin'), labels);
    expect(renders).toHaveLength(labels.features.renders);
    expect(clean.length / renders.length).toBeCloseTo(20 / 32, 1);
    expect(bank).toHaveLength(labels.drawn.length * 4);
    expect(bank.filter(({ heldOut }) => heldOut)).toHaveLength(labels.heldOut.length);
    for (const row of renders) expect(row.every(Number.isFinite)).toBe(true);
    expect(bank[5]).toMatchObject({ subject: labels.drawn[1], style: labels.heads.style![1] });
  });

  it('refuses features of another length', async () => {
    const bytes = await readJudgeFile('features.bin');
    const labels = await committed();
    expect(() => parseFeatures(bytes.slice(2), labels)).toThrow(JudgeFileError);
  });

  it('says how well it reads each head', async () => {
    const { heads, heldOutAccuracy } = await committed();
    for (const head of [...Object.keys(heads), 'subject', 'caption'])
      expect(heldOutAccuracy[head]?.n).toBeGreaterThan(100);
  });
});
