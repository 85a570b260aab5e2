// Weighed values: the same bits at weight 1, the product elsewhere, keys untouched.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_MODEL, MODELS } from '../../models/index.ts';
import { CustomOpSession, floatTensor, type Tensor } from '../../runtime/index.ts';
import { DataType } from '../dataType.ts';
import { makeGraph, makeModel, makeValueInfo } from '../build.ts';
import { readModel } from '../proto/reader.ts';
import { TOKEN_WEIGHTS, weighValues } from './weighValues.ts';

const { folder, checkpoints } = MODELS[DEFAULT_MODEL];
const read = (name: string) =>
  new Uint8Array(
    readFileSync(new URL(`../../../public/models/${folder}/${checkpoints[0].id}/${name}`, import.meta.url)),
  );
const model = readModel(read('prompt.onnx'), new Map([['generator.weights', read('generator.weights')]]));

/** Three tokens of some text; the graph appends one of its own. */
const TOKENS = 3;
const WIDTH = 384;
const states = floatTensor(
  'float32',
  Float32Array.from({ length: TOKENS * WIDTH }, (_, i) => Math.sin(i)),
  [1, TOKENS, WIDTH],
);

let stock: CustomOpSession;
let weighed: CustomOpSession;

beforeAll(async () => {
  stock = await CustomOpSession.create(model, { label: 'as exported', provider: 'wasm' });
  weighed = await CustomOpSession.create(weighValues(model), { label: 'weighed', provider: 'wasm' });
});
afterAll(async () => {
  for (const session of [stock, weighed]) await session.release();
});

function run(weights: readonly number[]): Promise<Record<string, Tensor>> {
  const fed = floatTensor('float32', Float32Array.from(weights), [1, weights.length, 1]);
  return weighed.run({ encoder_hidden_states: states, [TOKEN_WEIGHTS]: fed });
}

it('weights of 1 change no bit', async () => {
  const [expected, actual] = [await stock.run({ encoder_hidden_states: states }), await run([1, 1, 1, 1])];
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, { data }] of Object.entries(expected)) expect(actual[name]!.data, name).toEqual(data);
});

it('a value is multiplied by the weight of its token, a key is not', async () => {
  const weights = [0.5, 2, 1, 1];
  const [expected, actual] = [await stock.run({ encoder_hidden_states: states }), await run(weights)];
  for (const [name, { data, dims }] of Object.entries(expected)) {
    const width = dims[2]!;
    const isValue = name.startsWith('value_');
    const wanted = (data as Float32Array).map(
      (number, i) => number * (isValue ? weights[Math.floor(i / width)]! : 1),
    );
    expect(actual[name]!.data, name).toEqual(wanted);
  }
});

it('refuses a graph without values', () => {
  const info = makeValueInfo('x', DataType.Float32, [1]);
  const empty = makeModel(makeGraph({ nodes: [], inputs: [info], outputs: [info] }));
  expect(() => weighValues(empty)).toThrow(/value_0/);
});
