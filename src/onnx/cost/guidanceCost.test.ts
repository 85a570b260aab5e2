// FLOPs counted from exported graphs equal what torch counts while diffusers runs, for every family and export style.

import { describe, expect, it } from 'vitest';
import { JointAttentionError, NoCrossAttentionError, UnknownOperatorError } from '../errors.ts';
import { fixtureBytes } from '../testing/fixtures.ts';
import { stockFixtures, stockGolden, stockModel, type StockFixture } from '../testing/stock.ts';
import { guidanceCost } from './guidanceCost.ts';
import { modelCost, type Shapes } from './modelCost.ts';

interface TorchFlops {
  readonly plain: number;
  readonly nasa: number | null;
}

const counted = JSON.parse(new TextDecoder().decode(fixtureBytes('stock/flops.json'))) as Readonly<
  Record<string, TorchFlops>
>;

function torchFlops({ golden }: StockFixture): TorchFlops {
  const flops = counted[golden.replace('.golden.json', '')];
  if (!flops) throw new Error(`flops.json has nothing for ${golden}: run training/fixtures/stock`);
  return flops;
}

/** The golden's feeds; a graph whose `timestep` is [steps] takes the scalar as [1]. */
function goldenFeeds(fixture: StockFixture): Shapes {
  const { inputs } = stockGolden(fixture);
  return new Map(
    stockModel(fixture).graph.inputs.map(({ name, dims }) => {
      const given = inputs[name]?.dims ?? [];
      return [name, given.length === 0 && dims?.length === 1 ? [1] : given];
    }),
  );
}

const byFile = stockFixtures.map((fixture) => [fixture.file, fixture] as const);
const steerable = byFile.filter(([, { cross, style }]) => cross > 0 && style !== 'ort-cuda');

describe('modelCost', () => {
  it.each(byFile)('%s: as torch counts', (_, fixture) => {
    expect(modelCost(stockModel(fixture), goldenFeeds(fixture)).flops).toBe(torchFlops(fixture).plain);
  });
});

describe('guidanceCost', () => {
  it.each(steerable)('%s: plain and with NASA as torch counts', (_, fixture) => {
    const { inputs, negative } = stockGolden(fixture);
    const [, , height, width] = (inputs.sample ?? inputs.hidden_states)?.dims ?? [];
    const tokens = inputs.encoder_hidden_states?.dims[1];
    const negativeTokens = negative.encoder_hidden_states?.dims[1];
    const cost = guidanceCost(stockModel(fixture), { height, width, tokens, negativeTokens });
    expect({ plain: cost.plain, nasa: cost.nasa }).toEqual(torchFlops(fixture));
    expect(cost.nasaCached).toBe(cost.nasa - cost.prompt);
    expect(cost.cfg).toBe(2 * cost.plain);
  });

  it.each(steerable)('%s: surgery moves products and adds none', (_, fixture) => {
    const cost = guidanceCost(stockModel(fixture));
    // Prompts of one length: the frame lacks what the prompt graph has.
    expect(cost.frame + cost.prompt).toBe(cost.nasaCached);
  });

  it.each([
    ['sd3-torchscript17.onnx', JointAttentionError],
    ['unconditional-torchscript17.onnx', NoCrossAttentionError],
    ['sd21-ort-cuda.onnx', UnknownOperatorError],
  ])('%s cannot be guided', (file, refusal) => {
    const fixture = stockFixtures.find((entry) => entry.file === file)!;
    expect(() => guidanceCost(stockModel(fixture))).toThrow(refusal);
  });
});
