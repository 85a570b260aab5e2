// Charts: places, intervals, and text that is XML.

import { describe, expect, it } from 'vitest';
import { axisAround, shareAxis } from './axis.ts';
import { lineChart, type LineChart } from './lineChart.ts';

const CHART: LineChart = {
  title: 'A < B & C',
  x: { label: 'scale', min: 0, max: 1, ticks: [0, 1] },
  y: shareAxis('share'),
  series: [
    { name: 'one', points: [0, 0.5, 1].map((x) => ({ x, y: x, yRange: [x - 0.1, x + 0.1] as const })) },
    { name: 'two', points: [{ x: 0.5, y: 0.5, xRange: [0.4, 0.6], yRange: [0.2, 0.8], label: 'end' }] },
  ],
};

describe('lineChart', () => {
  const svg = lineChart(CHART, 'light');

  it('draws a point where it is: the middle of both axes', () => {
    const [x, y] = [58 + (720 - 58 - 36) / 2, 400 - 52 - (400 - 52 - 66) / 2];
    expect(svg).toContain(`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}"`);
  });

  it('draws a band for intervals of y, and a cross where x has one too', () => {
    expect(svg.match(/fill-opacity/g)).toHaveLength(1);
    expect(svg.match(/stroke-opacity/g)).toHaveLength(1);
    expect(svg).toMatch(/fill-opacity="0\.16"/);
  });

  it('escapes text, and has other colours in the dark', () => {
    expect(svg).toContain('<title>A &lt; B &amp; C</title>');
    expect(lineChart(CHART, 'dark')).not.toContain('#1f2328');
  });
});

describe('axisAround', () => {
  it.each([
    [[0.83, 0.99], undefined, 0.8, 1],
    [[0, 7.2], 0, 0, 8],
    [[3, 3], undefined, 3, 4],
    [[-0.2, 1.9], undefined, -0.5, 2],
  ])('%j', (values, from, min, max) => {
    const axis = axisAround('y', values, from);
    expect(axis.min).toBeLessThanOrEqual(Math.min(...values));
    expect(axis.max).toBeGreaterThanOrEqual(Math.max(...values));
    expect(axis.min).toBeCloseTo(min, 9);
    expect(axis.max).toBeCloseTo(max, 9);
    expect(axis.ticks.length).toBeLessThanOrEqual(8);
  });
});
