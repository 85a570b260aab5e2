// Both kinds of hash against Node's own, and against what git says of a file.

import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { isFileHash, shortHash, StreamingHash, type FileHash } from './fileHash.ts';
import { sampleBytes } from './testing/sampleModel.ts';

const ANY_SHA256: FileHash = `sha256:${'0'.repeat(64)}`;
const ANY_GIT: FileHash = `git-sha1:${'0'.repeat(40)}`;

it('sha256 of pieces is that of the whole', () => {
  const bytes = sampleBytes(10_000, 1);
  const hash = new StreamingHash(ANY_SHA256, bytes.byteLength);
  for (let at = 0; at < bytes.byteLength; at += 999) hash.update(bytes.subarray(at, at + 999));
  expect(hash.value()).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
});

it("git's name of a file, as `printf 'hello\\n' | git hash-object --stdin` gives it", () => {
  const hash = new StreamingHash(ANY_GIT, 6);
  hash.update(new TextEncoder().encode('hel'));
  hash.update(new TextEncoder().encode('lo\n'));
  expect(hash.value()).toBe('git-sha1:ce013625030ba8dba906f756967f9e9ca394464a');
});

it.each([ANY_SHA256, ANY_GIT])('starts over after a reset (%s)', (like) => {
  const [fresh, used] = [new StreamingHash(like, 3), new StreamingHash(like, 3)];
  used.update(sampleBytes(7, 1));
  used.reset();
  for (const hash of [fresh, used]) hash.update(sampleBytes(3, 2));
  expect(used.value()).toBe(fresh.value());
});

it('tells hashes from other text', () => {
  expect([ANY_SHA256, ANY_GIT].every(isFileHash)).toBe(true);
  for (const text of [
    '',
    'sha256:',
    '0'.repeat(64),
    `git-sha1:${'0'.repeat(64)}`,
    `sha256:${'A'.repeat(64)}`,
  ])
    expect(isFileHash(text), text).toBe(false);
  expect(shortHash(`git-sha1:${'ab'.repeat(20)}`)).toBe('ab'.repeat(8));
});
