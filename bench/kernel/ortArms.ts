// Arms on ONNX Runtime's own kernels: (b1) what a stock export holds, twice, and (b2) two MultiHeadAttention.

import {
  DataType,
  GUIDANCE_SCALE,
  makeFloatTensor,
  makeGraph,
  makeModel,
  makeNode,
  makeTensor,
  makeValueInfo,
  nasaToStockOperators,
  writeModel,
  type Model,
} from '../../src/onnx/index.ts';
import { float32ToFloat16 } from '../../src/lib/float16.ts';
import { inErrorScopes } from '../../src/runtime/device.ts';
import type { GpuRuntime, Tensor } from '../../src/runtime/index.ts';
import { createOrtSession, releaseOrtSession, runOrtSession } from '../../src/runtime/ort.ts';
import type { Arm } from '../harness/arm.ts';
import { operandRows, OPERANDS, SCALE, uploadOperands, type Problem } from './problem.ts';
import { channelsOf } from './shapes.ts';

const TYPES = { float32: DataType.Float32, float16: DataType.Float16 } as const;

/** An ONNX Runtime session as an arm; `run` gives its output once, to be checked. */
export interface OrtArm {
  readonly arm: Arm;
  /** Dispose the tensor. */
  readonly run: () => Promise<Tensor>;
}

/** MatMul, Softmax, MatMul per branch with the reshapes and transposes that heads need, then Mul and Sub. */
export function plainModel(problem: Problem): Model {
  const node = makeNode('steeraway::NasaCrossAttention', OPERANDS, ['z'], { num_heads: problem.shape.heads });
  const steered = nasaToStockOperators(modelOf(problem, [node]));
  const alpha = makeFloatTensor(GUIDANCE_SCALE, [1], [SCALE]);
  const { graph } = steered;
  const inputs = graph.inputs.filter(({ name }) => name !== GUIDANCE_SCALE);
  return {
    ...steered,
    graph: { ...graph, inputs, initializers: new Map([...graph.initializers, [alpha.name, alpha]]) },
  };
}

/** com.microsoft::MultiHeadAttention per branch, then Mul and Sub. */
export function multiHeadModel(problem: Problem): Model {
  const attributes = { num_heads: problem.shape.heads };
  const branch = (name: string) =>
    makeNode(
      'com.microsoft::MultiHeadAttention',
      ['query', `${name}_key`, `${name}_value`],
      [name],
      attributes,
    );
  const nodes = [
    branch('positive'),
    branch('negative'),
    makeNode('Mul', ['negative', 'alpha'], ['pushed']),
    makeNode('Sub', ['positive', 'pushed'], ['z']),
  ];
  return modelOf(problem, nodes);
}

function modelOf({ shape, precision }: Problem, nodes: Parameters<typeof makeGraph>[0]['nodes']): Model {
  const type = TYPES[precision];
  const rows = operandRows(shape);
  const tensor = (name: string, count: number) => makeValueInfo(name, type, [1, count, channelsOf(shape)]);
  const alpha = Float32Array.of(SCALE);
  return makeModel(
    makeGraph({
      nodes,
      inputs: OPERANDS.map((name, i) => tensor(name, rows[i]!)),
      outputs: [tensor('z', shape.queries)],
      initializers: [
        makeTensor('alpha', type, [1], precision === 'float32' ? alpha : float32ToFloat16(alpha)),
      ],
    }),
    { '': 17, 'com.microsoft': 1, steeraway: 1 },
  );
}

/** @throws OnnxRuntimeError */
export async function openOrtArm(
  gpu: GpuRuntime,
  problem: Problem,
  name: string,
  model: Model,
): Promise<OrtArm> {
  const { device } = gpu;
  const label = `${name} at ${problem.shape.name}`;
  const source = { bytes: writeModel(model), weights: new Map<string, Uint8Array>() };
  const session = await createOrtSession(source, { provider: 'webgpu', device, gpuOnly: true }, label);
  const operands = uploadOperands(problem, gpu);
  const feeds = Object.fromEntries(OPERANDS.map((operand, i) => [operand, operands[i]!]));
  const run = async () => (await runOrtSession(session, feeds, label)).z!;
  const submit = async (repeats: number) => {
    for (let i = 0; i < repeats; i++) (await run()).dispose();
  };
  const release = async () => {
    await releaseOrtSession(session, label);
    for (const tensor of operands) tensor.dispose();
  };
  const checkedRun = () => inErrorScopes(device, label, run);
  return { arm: { name, submit, ownPasses: false, release }, run: checkedRun };
}
