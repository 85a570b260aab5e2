// `npm run bench -- --suite surgery --file MODEL.onnx`: how long a stock file takes from bytes to plans.

import { convertDenoiser, partition, readModel, type Model } from '../src/onnx/index.ts';
import { readBytes } from '../scripts/node/readBytes.ts';
import { summary } from './statistics.ts';

const STAGES = ['parse', 'convert', 'partition'] as const;
const WARM_UP_ROUNDS = 1;

/** Each round starts from the bytes, as a page does; the first is cold and told apart. */
export async function surgerySuite({ file, rounds }: { readonly file: string; readonly rounds: number }) {
  const bytes = await readBytes(file);
  const milliseconds: Record<(typeof STAGES)[number], number[]> = { parse: [], convert: [], partition: [] };
  let shape = '';
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
    const start = performance.now();
    const model = readModel(bytes);
    const parsed = performance.now();
    const { prompt, frame } = convertDenoiser(model);
    const converted = performance.now();
    const plans = [prompt, frame].map(planOf);
    milliseconds.parse.push(parsed - start);
    milliseconds.convert.push(converted - parsed);
    milliseconds.partition.push(performance.now() - converted);
    shape = `${model.graph.nodes.length} nodes -> ${plans.map(({ steps }) => steps.length).join(' and ')} steps`;
  }
  const arms = STAGES.map((name) => ({
    name,
    cold: summary(milliseconds[name].slice(0, WARM_UP_ROUNDS)).median,
    ms: summary(milliseconds[name].slice(WARM_UP_ROUNDS)),
    n: rounds,
  }));
  return { suite: 'surgery', bytes: bytes.length, shape, arms };
}

const planOf = (model: Model) => partition(model, ({ domain }) => domain === 'steeraway');
