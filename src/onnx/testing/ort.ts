// Runs models and plans on ONNX Runtime's wasm provider: the independent judge of what src/onnx reads and writes.

import * as ort from 'onnxruntime-web/wasm';
import { float32ToFloat16 } from '../../lib/float16.ts';
import type { Model } from '../ir.ts';
import type { OpStep, Plan } from '../plan.ts';
import { writeModel } from '../proto/writer.ts';
import type { GoldenTensor } from './fixtures.ts';

ort.env.wasm.numThreads = 1;

export type OrtTensors = Map<string, ort.Tensor>;

/** A golden's numbers as a tensor of the type that the model asks for. */
export function feed(type: 'float32' | 'float16' | 'bool', { dims, data }: GoldenTensor): ort.Tensor {
  if (type === 'bool') return new ort.Tensor('bool', data.map(Boolean), dims);
  const values = Float32Array.from(data);
  return type === 'float32'
    ? new ort.Tensor(type, values, dims)
    : new ort.Tensor(type, float32ToFloat16(values), dims);
}

export function numbers(tensor: ort.Tensor | undefined): number[] {
  return Array.from((tensor?.data ?? []) as ArrayLike<number>);
}

/** Runs a file; `externalFiles` are its external data, by location. */
export async function runFile(
  bytes: Uint8Array,
  feeds: OrtTensors,
  externalFiles: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<OrtTensors> {
  const externalData = [...externalFiles].map(([path, data]) => ({ path, data }));
  const session = await ort.InferenceSession.create(bytes, { externalData });
  const outputs = await session.run(Object.fromEntries(feeds));
  await session.release();
  return new Map(Object.entries(outputs));
}

export function runModel(model: Model, feeds: OrtTensors): Promise<OrtTensors> {
  return runFile(writeModel(model), feeds);
}

/** Runs a plan: segments by ORT, ops by `runOp` (inputs by position). */
export async function runPlan(
  plan: Plan,
  feeds: OrtTensors,
  runOp: (step: OpStep, inputs: (ort.Tensor | undefined)[]) => ort.Tensor[],
): Promise<OrtTensors> {
  const values: OrtTensors = new Map(feeds);
  for (const step of plan.steps) {
    if (step.kind === 'op') {
      const results = runOp(
        step,
        step.inputs.map((name) => values.get(name)),
      );
      step.outputs.forEach((name, i) => results[i] && values.set(name, results[i]));
    } else {
      const inputs = [...values].filter(([name]) => step.inputs.includes(name));
      for (const [name, tensor] of await runModel(step.model, new Map(inputs))) values.set(name, tensor);
    }
    for (const name of step.frees) values.delete(name);
  }
  return new Map(
    plan.outputs
      .map(({ name }) => [name, values.get(name)])
      .filter((entry): entry is [string, ort.Tensor] => entry[1] !== undefined),
  );
}

/** Softmax over the last axis, in float64. */
export function softmax(tensor: ort.Tensor): ort.Tensor {
  const width = tensor.dims.at(-1) ?? 1;
  const source = numbers(tensor);
  const result = new Float32Array(source.length);
  for (let start = 0; start < source.length; start += width) {
    const row = source.slice(start, start + width);
    const largest = Math.max(...row);
    const powers = row.map((value) => Math.exp(value - largest));
    const sum = powers.reduce((total, power) => total + power, 0);
    result.set(
      powers.map((power) => power / sum),
      start,
    );
  }
  return new ort.Tensor('float32', result, tensor.dims);
}
