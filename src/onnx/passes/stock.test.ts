// Surgery on every stock export: what is found, and that pictures change by the negative prompt alone.

import { describe, expect, it } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { JointAttentionError, NoCrossAttentionError, UnknownOperatorError } from '../errors.ts';
import {
  stockFixtures,
  stockGolden,
  stockModel,
  stockTolerance,
  type StockFixture,
} from '../testing/stock.ts';
import { runFrames, runStock, stockValues } from '../testing/stockRun.ts';
import { convertDenoiser } from './convertDenoiser.ts';
import { findAttention } from './findAttention.ts';
import { openDenoiser } from './openDenoiser.ts';

/** Its convolutions are NhwcConv, which no provider of ONNX Runtime Web has. */
const needsCuda = ({ style }: StockFixture) => style === 'ort-cuda';

describe.each(stockFixtures)('$file', (fixture) => {
  it('has its attention found, named, measured, and none mislabelled', () => {
    const { layers } = findAttention(openDenoiser(stockModel(fixture)).model.graph);
    const facts = ({ name, kind, heads, width }: Record<'name' | 'kind' | 'heads' | 'width', unknown>) => {
      return { name, kind, heads, width };
    };
    expect(layers.map(facts)).toEqual(stockGolden(fixture).layers.map(facts));
    const fixed = layers.filter(({ tokens }) => tokens !== undefined);
    const golden = new Map(stockGolden(fixture).layers.map(({ name, tokens }) => [name, tokens]));
    expect(fixed.map(({ tokens }) => tokens)).toEqual(fixed.map(({ name }) => golden.get(name)));
    const count = (kind: string) => layers.filter((layer) => layer.kind === kind).length;
    expect([count('cross'), count('self'), count('joint')]).toEqual([
      fixture.cross,
      fixture.self,
      fixture.joint,
    ]);
  });
});

describe.each(stockFixtures.filter((fixture) => fixture.cross > 0 && !needsCuda(fixture)))(
  '$file, converted',
  (fixture) => {
    const { cross, precision, ortError } = fixture;

    it('has the op and its inputs in place of every cross-attention, and shares all weights', () => {
      const model = stockModel(fixture);
      const { prompt, frame, skipped } = convertDenoiser(model);
      expect(frame.graph.nodes.filter(({ domain }) => domain === 'steeraway')).toHaveLength(cross);
      expect(prompt.graph.outputs).toHaveLength(2 * cross);
      expect(
        frame.graph.inputs.filter(({ name }) => /^(positive|negative)_(key|value)_\d+$/.test(name)),
      ).toHaveLength(4 * cross);
      expect(skipped).toEqual([]);
      const files = new Set([...model.graph.initializers.values()].map(({ bytes }) => bytes.buffer));
      const weights = [...prompt.graph.initializers.values(), ...frame.graph.initializers.values()];
      const copied = weights.filter(({ bytes }) => bytes.length > 64 && !files.has(bytes.buffer));
      expect(copied.map(({ name }) => name)).toEqual([]);
    });

    it('draws what diffusers draws at every scale', async () => {
      const golden = stockGolden(fixture);
      const scales = golden.outputs.map(({ scale }) => scale);
      expect(scales).toEqual([0, 0.35, 1]);
      const frames = await runFrames(convertDenoiser(stockModel(fixture)), golden, scales);
      for (const [index, { scale, data }] of golden.outputs.entries()) {
        const maxAbs = stockTolerance(fixture, data);
        expect(
          compareArrays(stockValues(frames[index], fixture), data, { maxAbs }),
          `scale ${scale}`,
        ).toBeUndefined();
      }
      if (ortError === null) return;
      const before = stockValues(await runStock(stockModel(fixture), golden), fixture);
      const maxAbs = precision === 'float32' ? 1e-5 : stockTolerance(fixture, before);
      expect(compareArrays(stockValues(frames[0], fixture), before, { maxAbs }), 'stock').toBeUndefined();
    });
  },
);

const refused = stockFixtures.filter((fixture) => fixture.cross === 0 || needsCuda(fixture));
it('refuses three of the files', () => expect(refused).toHaveLength(3));

describe.each(refused)('$file', (fixture) => {
  it('is refused with the reason', () => {
    const other = needsCuda(fixture) ? UnknownOperatorError : NoCrossAttentionError;
    const expected = fixture.joint > 0 ? JointAttentionError : other;
    expect(() => convertDenoiser(stockModel(fixture))).toThrow(expected);
  });
});
