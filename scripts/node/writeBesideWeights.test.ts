// Graphs beside the files that hold their weights, on a real disk, judged by ONNX Runtime.

import { copyFileSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { convertDenoiser, readModel } from '../../src/onnx/index.ts';
import { runFile } from '../../src/onnx/testing/ort.ts';
import { feedFor, promptTensors } from '../../src/onnx/testing/stockRun.ts';
import { stockFixtures, stockGolden } from '../../src/onnx/testing/stock.ts';
import { openModelWithFiles } from './openModelFile.ts';
import { writeBesideWeights, type WeightTransfer } from './writeBesideWeights.ts';

const NAME = 'sd21-torchscript17.onnx';
const fixture = stockFixtures.find(({ file }) => file === NAME)!;
const newFolder = () => mkdtempSync(path.join(tmpdir(), 'steeraway-weights-'));

/** A folder with the fixture alone. */
function sourceFile(name = NAME): string {
  const file = path.join(newFolder(), name);
  copyFileSync(`src/onnx/fixtures/stock/${NAME}`, file);
  return file;
}

async function convert(file: string, out: string, transfer: WeightTransfer = 'copy'): Promise<string> {
  const { model, files } = await openModelWithFiles(file);
  const { prompt, frame } = convertDenoiser(model);
  return (await writeBesideWeights({ prompt, frame }, file, files, out, transfer)).join('\n');
}

describe('writeBesideWeights', () => {
  it('beside the original: nothing is copied, and ONNX Runtime computes the same keys', async () => {
    const file = sourceFile();
    const out = path.dirname(file);
    expect(await convert(file, out)).toMatch(/bytes of weights, stays where it is/);
    const bytes = readFileSync(path.join(out, 'prompt.onnx'));
    const weights = new Map([[NAME, new Uint8Array(readFileSync(file))]]);
    const { prompt } = convertDenoiser(readModel(weights.get(NAME)!));
    expect(bytes.length).toBeLessThan(prompt.graph.nodes.length * 200 + 4000);
    const { inputs } = stockGolden(fixture);
    const [input] = prompt.graph.inputs;
    const feeds = new Map([[input!.name, feedFor(input!, inputs[input!.name])]]);
    const expected = await promptTensors(prompt, 'positive', inputs);
    for (const [name, tensor] of await runFile(bytes, feeds, weights)) {
      expect(tensor.data, name).toEqual(expected.get(`positive_${name}`)?.data);
    }
    expect(expected.size).toBe(8);
  });

  it('in another folder: copied or linked, and there already the second time', async () => {
    const file = sourceFile();
    const [copied, linked] = [newFolder(), newFolder()];
    expect(await convert(file, copied)).toMatch(/weights, copied/);
    expect(await convert(file, copied)).toMatch(/weights, there already/);
    expect(await convert(file, linked, 'link')).toMatch(/weights, linked/);
    const inode = (folder: string) => statSync(path.join(folder, NAME)).ino;
    expect(inode(linked)).toBe(statSync(file).ino);
    expect(inode(copied)).not.toBe(statSync(file).ino);
  });

  it('overwrites no other file, and not the original', async () => {
    const out = newFolder();
    writeFileSync(path.join(out, NAME), 'mine');
    await expect(convert(sourceFile(), out)).rejects.toMatchObject({ code: 'weight-transfer-failed' });
    expect(readFileSync(path.join(out, NAME), 'utf8')).toBe('mine');
    const frame = sourceFile('frame.onnx');
    await expect(convert(frame, path.dirname(frame))).rejects.toThrow(/frame\.onnx is a file of the model/);
    expect(readFileSync(frame).equals(readFileSync(`src/onnx/fixtures/stock/${NAME}`))).toBe(true);
  });
});
