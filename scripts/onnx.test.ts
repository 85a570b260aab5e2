// `npx steeraway-onnx` as a user meets it: exit codes, one line of JSON, files that read back.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModel } from '../src/onnx/index.ts';

const STOCK = 'src/onnx/fixtures/stock';
const UNET = `${STOCK}/sd21-dynamo18.onnx`;

function steerawayOnnx(...parameters: string[]) {
  return spawnSync(process.execPath, ['scripts/bin/steeraway-onnx.mjs', ...parameters], { encoding: 'utf8' });
}

describe('steeraway-onnx', () => {
  it.each([
    ['no command', [], /Say inspect or convert/],
    ['an unknown command', ['cut', UNET], /cut is not one of inspect, convert/],
    ['no file', ['inspect'], /FILE is missing/],
    ['a file that is none', ['inspect', STOCK], /is no file/],
    ['no output folder', ['convert', UNET], /--out is missing/],
    ['an unknown option', ['inspect', UNET, '--yaml'], /--yaml/],
    ['an unknown way', ['convert', UNET, '--out', 'x', '--weights', 'move'], /copy or link/],
  ])('%s: exit 2', (_, parameters, message) => {
    const { status, stderr } = steerawayOnnx(...parameters);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(2);
  });

  it.each([
    [
      'joint attention',
      ['convert', `${STOCK}/sd3-torchscript17.onnx`, '--out', tmpdir()],
      /is joint attention/,
    ],
    [
      'no cross-attention',
      ['convert', `${STOCK}/unconditional-torchscript17.onnx`, '--out', tmpdir()],
      /no text cross-attention/,
    ],
    ['a file of another kind', ['inspect', 'package.json'], /package\.json .* is not an ONNX model/],
  ])('%s: exit 1 and a sentence', (_, parameters, message) => {
    const { status, stderr } = steerawayOnnx(...parameters);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(1);
  });

  it('names external data that is missing', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'steeraway-onnx-'));
    const file = path.join(folder, 'external.onnx');
    writeFileSync(file, readFileSync('src/onnx/fixtures/external.onnx'));
    const { status, stderr } = steerawayOnnx('inspect', file);
    expect(stderr).toMatch(/external\.weights.* is missing/);
    expect(status).toBe(1);
    expect(steerawayOnnx('inspect', 'src/onnx/fixtures/external.onnx').status).toBe(0);
  });

  it('inspect --json prints one line of layers', () => {
    const { stdout, status } = steerawayOnnx('inspect', UNET, '--json');
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const { layers } = JSON.parse(stdout) as { layers: { name: string }[] };
    expect(layers).toHaveLength(8);
    expect(layers[1]).toEqual({
      name: 'down_blocks.0.attentions.0.transformer_blocks.0.attn2',
      kind: 'cross',
      heads: 2,
      width: 16,
      tokens: null,
    });
  });

  it('convert writes two small graphs whose weights stay in the file', () => {
    const out = mkdtempSync(path.join(tmpdir(), 'steeraway-onnx-'));
    const { status, stdout } = steerawayOnnx('convert', UNET, '--out', out);
    expect(status).toBe(0);
    expect(stdout).toMatch(/sd21-dynamo18\.onnx: \d+ bytes of weights, copied/);
    const file = readFileSync(path.join(out, path.basename(UNET)));
    expect(file.equals(readFileSync(UNET))).toBe(true);
    const read = (name: string) =>
      readModel(readFileSync(path.join(out, name)), new Map([[path.basename(UNET), file]])).graph;
    expect(
      read('prompt.onnx')
        .outputs.map(({ name }) => name)
        .slice(0, 2),
    ).toEqual(['key_0', 'value_0']);
    expect(read('frame.onnx').nodes.filter(({ opType }) => opType === 'NasaCrossAttention')).toHaveLength(4);
  });
});
