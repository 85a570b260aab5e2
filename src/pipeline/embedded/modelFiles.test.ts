// Missing, truncated and corrupt model files are named, with what was expected and what was found.

import { describe, expect, it } from 'vitest';
import { ModelFiles, type ReadFile } from './modelFiles.ts';

const BYTES = new TextEncoder().encode('weights of a model');
/** `printf 'weights of a model' | sha256sum` */
const SHA256 = 'ca61ce52a25a9f04bf2df801143a4c2d6bfe8a59e3b3ebf17ffa2cbb915c146e';
const MANIFEST = { files: { 'a.onnx': { bytes: BYTES.length, sha256: SHA256 } } };

function reader(files: Record<string, Uint8Array<ArrayBuffer> | string>): ReadFile {
  return async (path, onBytes) => {
    const file = files[path];
    if (file === undefined) throw new Error('the server answered 404');
    const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
    onBytes(bytes.length);
    return bytes;
  };
}

async function load(files: Parameters<typeof reader>[0], progress: number[] = []) {
  const opened = await ModelFiles.open(reader(files), 'm', (_, loaded, total) =>
    progress.push(loaded / total),
  );
  opened.expect(['a.onnx']);
  return opened.loadAll(['a.onnx']);
}

describe('ModelFiles', () => {
  it('loads what the manifest lists and reports progress', async () => {
    const progress: number[] = [];
    const files = await load({ 'm/manifest.json': JSON.stringify(MANIFEST), 'm/a.onnx': BYTES }, progress);
    expect(files['a.onnx']).toEqual(BYTES);
    expect(progress).toEqual([1]);
  });

  it.each([
    ['a missing file', undefined, 'model-file-missing', /m\/a\.onnx cannot be read: the server answered 404/],
    ['a truncated file', BYTES.slice(0, 7), 'model-file-size', /m\/a\.onnx should have 18 bytes but has 7/],
    [
      'a changed file',
      BYTES.map((b) => b ^ 1),
      'model-file-corrupt',
      /m\/a\.onnx has the right size but other contents/,
    ],
  ])('%s is named', async (_, file, code, message) => {
    const files = { 'm/manifest.json': JSON.stringify(MANIFEST), ...(file && { 'm/a.onnx': file }) };
    await expect(load(files)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  it.each(['', '{"files": 3}', '{"files": {"a.onnx": {"bytes": "18"}}}', '<!doctype html>'])(
    'the manifest %j is refused',
    async (manifest) => {
      await expect(load({ 'm/manifest.json': manifest })).rejects.toMatchObject({
        code: 'model-manifest-invalid',
      });
    },
  );
});
