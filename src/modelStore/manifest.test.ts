// A manifest is checked before anything is done with it, and frozen.

import { describe, expect, it } from 'vitest';
import { defineManifest, modelOf, storedName, type ModelManifest } from './manifest.ts';
import { sampleManifest } from './testing/sampleModel.ts';

const VALID = sampleManifest('https://example.org/models/sample/');
const withFile = (change: object): ModelManifest => ({
  ...VALID,
  files: [{ path: 'a', bytes: 1, hash: `sha256:${'0'.repeat(64)}`, ...change }],
});

describe('defineManifest', () => {
  it('gives a frozen copy', () => {
    const manifest = defineManifest(VALID);
    expect(manifest).toEqual(VALID);
    for (const part of [manifest, manifest.licence, manifest.files, manifest.files[0]])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it.each<[string, ModelManifest, RegExp]>([
    ['an id with a slash', { ...VALID, id: 'a/b' }, /its id may hold only/],
    ['an empty id', { ...VALID, id: '' }, /its id may hold only/],
    ['a base URL without a slash', { ...VALID, baseUrl: 'https://example.org/m' }, /must be http/],
    ['a base URL that is a script', { ...VALID, baseUrl: 'javascript:alert(1)/' }, /must be http/],
    ['a licence without a URL', { ...VALID, licence: { name: 'x', url: '' } }, /its licence needs/],
    ['no files', { ...VALID, files: [] }, /lists no files/],
    ['a file twice', { ...VALID, files: [...VALID.files, ...VALID.files] }, /lists a file twice/],
    ['a path upwards', withFile({ path: 'a/../../b' }), /no plain relative path/],
    ['an absolute path', withFile({ path: '/a' }), /no plain relative path/],
    ['a path with a query', withFile({ path: 'a?b' }), /no plain relative path/],
    ['an empty file', withFile({ bytes: 0 }), /the size of a, 0,/],
    ['half a byte', withFile({ bytes: 1.5 }), /the size of a, 1.5,/],
    ['no size', withFile({ bytes: NaN }), /the size of a, NaN,/],
    ['half a hash', withFile({ hash: 'sha256:00' }), /the hash of a is neither/],
    ['a hash of no kind', withFile({ hash: '0'.repeat(64) }), /the hash of a is neither/],
    ['a source upwards', withFile({ from: '../a' }), /no plain relative path/],
  ])('refuses %s', (_, manifest, message) => {
    expect(() => defineManifest(manifest)).toThrow(message);
  });
});

it('another version of a file has another name in the store, below the same model', () => {
  const name = storedName('m', { path: 'unet/model.onnx', bytes: 1, hash: `sha256:${'a'.repeat(64)}` });
  expect(name).toBe(`m/unet/model.onnx@${'a'.repeat(16)}`);
  expect(modelOf(name)).toBe('m');
});
