// Runs stock denoisers, as they are and converted, on ONNX Runtime's wasm provider.

import * as ort from 'onnxruntime-web/wasm';
import { float16ToFloat32, float32ToFloat16 } from '../../lib/float16.ts';
import { DataType } from '../dataType.ts';
import type { Model, ValueInfo } from '../ir.ts';
import type { SplitModel } from '../passes/hoistKeyValue.ts';
import { GUIDANCE_SCALE, nasaToStockOperators } from '../passes/nasaToStockOperators.ts';
import { writeModel } from '../proto/writer.ts';
import type { GoldenTensor } from './fixtures.ts';
import { numbers, runModel, type OrtTensors } from './ort.ts';
import { frameGolden, type StockFixture, type StockGolden } from './stock.ts';

/** A golden's numbers in the type that a graph declares; a scalar also where the graph wants a vector of one. */
export function feedFor(info: ValueInfo, golden: GoldenTensor | undefined): ort.Tensor {
  const { name, elementType } = info;
  if (golden === undefined) throw new Error(`the golden has no numbers for "${name}"`);
  const dims = info.dims?.length === 1 && golden.dims.length === 0 ? [1] : golden.dims;
  const { data } = golden;
  switch (elementType) {
    case DataType.Float32:
      return new ort.Tensor('float32', Float32Array.from(data), dims);
    case DataType.Float16:
      return new ort.Tensor('float16', float32ToFloat16(Float32Array.from(data)), dims);
    case DataType.Int64:
      return new ort.Tensor('int64', BigInt64Array.from(data, BigInt), dims);
    case DataType.Int32:
      return new ort.Tensor('int32', Int32Array.from(data), dims);
    case DataType.Bool:
      return new ort.Tensor('bool', data.map(Boolean), dims);
    default:
      throw new Error(`"${name}" has an element type that no golden holds`);
  }
}

/** The numbers of a run's one picture; float16 widened. */
export function stockValues(outputs: OrtTensors | undefined, { output }: StockFixture): number[] {
  const tensor = outputs?.get(output);
  if (!tensor) throw new Error(`no output "${output}"`);
  return tensor.data instanceof Uint16Array ? Array.from(float16ToFloat32(tensor.data)) : numbers(tensor);
}

/** Runs a stock model as it is, on the positive prompt. */
export function runStock(model: Model, { inputs }: StockGolden): Promise<OrtTensors> {
  const own = model.graph.inputs.filter(({ name }) => !model.graph.initializers.has(name));
  return runModel(model, new Map(own.map((info) => [info.name, feedFor(info, inputs[info.name])])));
}

/** Keys and values of the prompt, under the names that the frame graph reads. */
export async function promptTensors(
  prompt: Model,
  sign: 'positive' | 'negative',
  feeds: Readonly<Record<string, GoldenTensor>>,
): Promise<OrtTensors> {
  const [input] = prompt.graph.inputs;
  if (!input) throw new Error('the prompt graph has no input');
  const tensors = await runModel(prompt, new Map([[input.name, feedFor(input, feeds[input.name])]]));
  return new Map([...tensors].map(([name, tensor]) => [`${sign}_${name}`, tensor]));
}

/** Everything that a frame reads: the golden's inputs, and keys, values and masks of both prompts. */
export async function frameFeeds({ prompt, frame }: SplitModel, golden: StockGolden): Promise<OrtTensors> {
  const feeds: OrtTensors = new Map([
    ...(await promptTensors(prompt, 'positive', golden.inputs)),
    ...(await promptTensors(prompt, 'negative', golden.negative)),
  ]);
  for (const info of frame.graph.inputs) {
    const { name } = info;
    if (!feeds.has(name)) feeds.set(name, feedFor(info, frameGolden(golden, name)));
  }
  return feeds;
}

/** Runs a converted model with the op written out in stock operators: one output a scale. */
export async function runFrames(
  split: SplitModel,
  golden: StockGolden,
  scales: readonly number[],
): Promise<OrtTensors[]> {
  const feeds = await frameFeeds(split, golden);
  const session = await ort.InferenceSession.create(writeModel(nasaToStockOperators(split.frame)));
  const outputs: OrtTensors[] = [];
  for (const scale of scales) {
    const guidance = new ort.Tensor('float32', Float32Array.of(scale), [1]);
    const result = await session.run({ ...Object.fromEntries(feeds), [GUIDANCE_SCALE]: guidance });
    outputs.push(new Map(Object.entries(result)));
  }
  await session.release();
  return outputs;
}
