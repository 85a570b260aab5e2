// The report names what ran, keeps prompts out, and survives whatever the names hold.
import { expect, test } from 'vitest';
import { MEMORY_INFO } from '../../../e2e/fixtures/memoryEngine.ts';
import type { EngineInfo } from '../../protocol/engine.ts';
import type { PageFacts } from './pageFacts.ts';
import { reportSections, toMarkdown } from './report.ts';

const page: PageFacts = {
  userAgent: 'Test/1',
  threads: 2,
  isIsolated: false,
  heapBytes: undefined,
  storedBytes: 66e6,
  quotaBytes: 1e9,
  offline: 'kept',
  settingsKept: true,
};

const info: EngineInfo = {
  ...MEMORY_INFO,
  backend: 'webgpu',
  adapter: 'GPU | one',
  notices: ['The kernel tiled-64 is left out on GPU one: its relative error is 1.0e+0.'],
  kernels: [
    {
      shape: 'float32, 6 heads of 32, 256 queries',
      kernel: 'tiled-32',
      chosen: 'measured',
      reason: 'the fastest of 2 on this adapter',
      milliseconds: { 'tiled-16': 0.25, 'tiled-32': 0.11 },
    },
  ],
  gpu: {
    features: ['shader-f16', 'timestamp-query'],
    limits: { maxBufferSize: 2 ** 30, maxStorageBuffersPerShaderStage: 8 },
    selfTests: [
      { kernel: 'tiled-32', fault: undefined },
      { kernel: 'tiled-64', fault: 'its relative error is 1.0e+0' },
    ],
    bufferBytes: 3_200_000,
  },
};

const frame = {
  timings: { tokenize: 0.4, text: 31, prompt: 12, total: 180 },
  panes: [{ id: 'steered', mode: 'nasa', guidance: { mode: 'nasa', scale: 1 }, frame: 66, finishedAt: 1 }],
} as const;

test('says what runs, why, how fast, and what the self-tests found', () => {
  const markdown = toMarkdown(reportSections(info, frame, page, 'comes with this page'));
  for (const line of [
    '| Backend | WebGPU: all of it on the GPU |',
    '| maxBufferSize | 1073741824 (1.1 GB) |',
    '| float32, 6 heads of 32, 256 queries | tiled-32 (measured: the fastest of 2 on this adapter); tiled-32 0.11 ms, tiled-16 0.25 ms |',
    '| tiled-32 | right |',
    '| tiled-64 | its relative error is 1.0e+0 |',
    '| Text encoder | 31 ms |',
    '| NASA | 66 ms |',
    '| Stored by this site | 66 MB of 1 GB |',
  ])
    expect(markdown).toContain(line);
  expect(markdown, 'a name cannot end a cell').toContain('| Adapter | GPU \\| one |');
});

test('holds no prompt, even of a whole frame', () => {
  const request = { positive: 'my secret garden', negative: 'my neighbour', scale: 1, seed: 3, panes: [] };
  const whole = { ...frame, request, status: 'done' } as const;
  const markdown = toMarkdown(reportSections(info, whole, page, ''));
  expect(markdown).not.toMatch(/secret|neighbour/);
});

test('without a GPU and before the first frame, what is not known is left out', () => {
  const titles = reportSections(MEMORY_INFO, null, page, '').map(({ title }) => title);
  expect(titles).toEqual(['Model', 'What runs where', 'Memory and storage', 'Browser']);
  expect(reportSections(null, null, page, '').map(({ title }) => title)).toEqual([
    'Memory and storage',
    'Browser',
  ]);
});
