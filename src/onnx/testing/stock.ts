// Stock denoisers exported by torch and optimum, with what diffusers computes (made by training/fixtures).

import type { Model } from '../ir.ts';
import { readModel } from '../proto/reader.ts';
import { fixtureBytes, type GoldenTensor } from './fixtures.ts';

/** One line of fixtures.json. */
export interface StockFixture {
  readonly file: string;
  readonly family: string;
  readonly style: string;
  readonly precision: 'float32' | 'float16';
  readonly output: string;
  readonly cross: number;
  readonly self: number;
  readonly joint: number;
  readonly crossHeads: readonly number[];
  readonly crossWidths: readonly number[];
  readonly golden: string;
  /** How far onnxruntime's stock output is from the golden; null where it cannot run the file (CUDA's own operators). */
  readonly ortError: number | null;
}

export interface StockGolden {
  readonly inputs: Readonly<Record<string, GoldenTensor>>;
  readonly negative: Readonly<Record<string, GoldenTensor>>;
  readonly outputs: readonly (GoldenTensor & { readonly scale: number })[];
  readonly layers: readonly {
    readonly name: string;
    readonly kind: string;
    readonly heads: number;
    readonly width: number;
    /** Queries at the golden's picture size. */
    readonly tokens: number;
  }[];
}

const json = (name: string) => JSON.parse(new TextDecoder().decode(fixtureBytes(`stock/${name}`))) as unknown;

export const stockFixtures = json('fixtures.json') as readonly StockFixture[];

export function stockModel({ file }: StockFixture): Model {
  return readModel(fixtureBytes(`stock/${file}`), new Map(), file);
}

export function stockGolden({ golden }: StockFixture): StockGolden {
  return json(golden) as StockGolden;
}

/** The tolerances of the issue: 2e-4 in float32, 2e-2 of the output's range in float16. */
export function stockTolerance({ precision }: StockFixture, expected: readonly number[]): number {
  return precision === 'float32' ? 2e-4 : 2e-2 * (Math.max(...expected) - Math.min(...expected));
}

/** The golden's numbers for a frame graph's own inputs, masks included. */
export function frameGolden({ inputs, negative }: StockGolden, name: string): GoldenTensor {
  const masks: Readonly<Record<string, GoldenTensor | undefined>> = {
    positive_key_mask: inputs.encoder_attention_mask,
    negative_key_mask: negative.encoder_attention_mask,
  };
  const golden = masks[name] ?? inputs[name];
  if (golden === undefined) throw new Error(`the golden has no numbers for "${name}"`);
  return golden;
}
