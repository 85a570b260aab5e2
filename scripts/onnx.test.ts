// `npx steeraway-onnx` as a user meets it: exit codes, one line of JSON, files that read back.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../src/models/index.ts';
import { readModel } from '../src/onnx/index.ts';

const STOCK = 'src/onnx/fixtures/stock';
const UNET = `${STOCK}/sd21-dynamo18.onnx`;

function steerawayOnnx(...parameters: string[]) {
  return spawnSync(process.execPath, ['scripts/bin/steeraway-onnx.mjs', ...parameters], { encoding: 'utf8' });
}

describe('steeraway-onnx', () => {
  it.each([
    ['no command', [], /Say one of inspect, convert, cost/],
    ['an unknown command', ['cut', UNET], /cut is not one of inspect, convert, cost/],
    ['no file', ['inspect'], /FILE is missing/],
    ['a file that is none', ['inspect', STOCK], /is no file/],
    ['no output folder', ['convert', UNET], /--out is missing/],
    ['an unknown option', ['inspect', UNET, '--yaml'], /--yaml/],
    ['an option of another command', ['cost', UNET, '--out', 'x'], /--out does not belong to cost/],
    ['a size that is none', ['cost', UNET, '--latent', '0.5'], /--latent must be a whole number/],
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
    [
      'a size that the file does not have',
      ['cost', `${STOCK}/sd21-static17-fp16.onnx`, '--latent', '64'],
      /"sample" has height fixed at 8, so it cannot be 64/,
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

  it('cost prints a table, and with --json one line of FLOPs', () => {
    const table = steerawayOnnx('cost', UNET, '--latent', '16', '--tokens', '7');
    expect(table.stdout).toMatch(/^One picture from a latent of 16x16, prompts of 7 tokens/);
    expect(table.stdout).toMatch(/^CFG +[\d.]+ +\+100\.00 %$/m);
    expect(table.status).toBe(0);
    const { stdout } = steerawayOnnx('cost', UNET, '--latent', '16', '--tokens', '7', '--json');
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const { latent, tokens, plain, cfg } = JSON.parse(stdout) as Record<string, number>;
    expect({ latent, tokens, cfg }).toEqual({ latent: 16, tokens: 7, cfg: 2 * plain! });
  });

  it('cost of our own model, whose two graphs lie side by side', () => {
    const { stdout, status } = steerawayOnnx(
      'cost',
      `public/models/${DEFAULT_MODEL}/nasa-t/frame.onnx`,
      '--json',
    );
    expect(status).toBe(0);
    const cost = JSON.parse(stdout) as Record<string, number | null>;
    expect(cost.latent).toBe(null);
    expect(cost.frame! + cost.prompt!).toBe(cost.nasaCached);
  });
});
