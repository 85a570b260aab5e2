// Results of an adapter: the newest of each suite, in files that differ only where figures do.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleResult } from '../testing/sampleResult.ts';
import { merged, readResults, saveResult, slugOf } from './resultFiles.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'steeraway-bench-'))));
afterAll(() => rm(folder, { recursive: true }));

it('a suite replaces its own result and nobody else’s, a variant only itself', () => {
  const kernel32 = sampleResult({ suite: 'kernel', variant: 'float32' });
  const kernel16 = sampleResult({ suite: 'kernel', variant: 'float16' });
  const again = sampleResult({ suite: 'kernel', variant: 'float32', ratios: { plain_over_ours: 9 } });
  const all = [kernel32, sampleResult({ suite: 'frame' }), kernel16, again].reduce(
    (old, result) => merged(old, result),
    merged(undefined, kernel32),
  );
  expect(Object.keys(all.results)).toEqual(['frame', 'kernel float16', 'kernel float32']);
  expect(all.results['kernel float32']).toBe(again);
});

it('what is saved is read again, one file for an adapter', async () => {
  const frame = sampleResult({ suite: 'frame' });
  const kernel = sampleResult({ suite: 'kernel', variant: 'float32' });
  await saveResult('a-gpu', kernel, folder);
  const file = await saveResult('a-gpu', frame, folder);
  const first = await readFile(file, 'utf8');
  await saveResult('a-gpu', kernel, folder);
  expect(await readFile(file, 'utf8')).toBe(first);
  expect(await readResults(folder)).toEqual([
    { slug: 'a-gpu', adapter: 'A GPU', results: { frame, 'kernel float32': kernel } },
  ]);
});

it.each([
  ['NVIDIA H200', 'nvidia-h200'],
  ['llvmpipe-llvm-15-0-6-256-bits-', 'llvmpipe-llvm-15-0-6-256-bits'],
  ['nvidia-h200 vulkan_enable_f16_on_nvidia', 'nvidia-h200-vulkan-enable-f16-on-nvidia'],
])('%s is filed under %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
