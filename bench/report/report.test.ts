// The report says what the results say, in tables and plots, and nothing twice.

import { expect, it } from 'vitest';
import { sampleArm, sampleResult } from '../testing/sampleResult.ts';
import { barChart } from './barChart.ts';
import { figure } from './markdown.ts';
import { buildReport } from './report.ts';

const frame = sampleResult({ suite: 'frame', ratios: { nasa_over_plain: 1.03, guided_over_stock: null } });
const flops = [
  {
    name: 'A model',
    source: 'a.onnx',
    tokens: 77,
    plain: 800e9,
    nasa: 808e9,
    nasaCached: 804e9,
    frame: 796e9,
    prompt: 8e9,
    cfg: 1600e9,
  },
];
const adapters = [{ slug: 'a-gpu', adapter: 'A GPU', results: { frame } }];

it('names the adapter, the versions, every ratio and every arm', () => {
  const { markdown } = buildReport(adapters, flops);
  for (const text of [
    '## A GPU',
    'Dawn (webgpu 0.4.0)',
    '| `nasa_over_plain` |',
    '| 1.03 |',
    '| 64x64 | nasa | 20 (1) |',
  ]) {
    expect(markdown).toContain(text);
  }
  expect(markdown).toMatch(/\| `guided_over_stock` \|.*\| – \|/);
});

it('says what guidance adds to a model', () => {
  const { markdown } = buildReport([], flops);
  expect(markdown).toContain('| A model | 77 | 800 | +1.00 % | +0.50 % | −0.50 % | 8 GFLOP | +100.00 % |');
});

it('every plot that the text shows is there, and no other', () => {
  const { markdown, charts } = buildReport(adapters, flops);
  const shown = [...markdown.matchAll(/src="(.*)-light\.svg"/g)].map(([, path]) => path);
  expect([...charts.keys()]).toEqual(shown);
  expect(shown).toEqual(['performance/a-gpu-frame']);
});

it('a wrong arm is named with its error', () => {
  const skipped = ['a', 'b'].map((shape) => ({ name: 'mha', shape, reason: 'wrong: relative RMS 0.07' }));
  const { markdown } = buildReport(
    [{ slug: 'x', adapter: 'X', results: { frame: { ...frame, skipped } } }],
    [],
  );
  expect(markdown).toContain('Not measured, mha: wrong: relative RMS 0.07 (a, b).');
});

it('bars are as long as their values, on one scale', () => {
  const bars = [sampleArm('ours', 's', 50), sampleArm('plain', 's', 100)].map(({ name, ms }) => ({
    label: name,
    value: ms.median,
    text: 'a < b',
    isOurs: name === 'ours',
  }));
  const svg = barChart({ title: 'T', groups: [{ label: 's', bars }] }, 'dark');
  const widths = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect(widths[1]! / widths[0]!).toBeCloseTo(2, 2);
  expect(svg).toContain('a &lt; b');
});

it.each([
  [1234.5678, '1,235'],
  [12.3456, '12.3'],
  [0.0014142, '0.00141'],
  [null, '–'],
])('%s is written %s', (value, text) => {
  expect(figure(value)).toBe(text);
});
