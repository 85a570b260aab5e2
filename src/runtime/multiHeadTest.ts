// A known-answer test of ONNX Runtime's own MultiHeadAttention on a GPU: it chooses the path, so it never throws.

import { float16ToFloat32 } from '../lib/float16.ts';
import {
  DataType,
  makeGraph,
  makeModel,
  makeNode,
  makeValueInfo,
  writeModel,
  type Node,
  type ValueInfo,
} from '../onnx/index.ts';
import { inErrorScopes } from './device.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import { relativeRms, rounded, waves } from './knownAnswers.ts';
import { attendBranch } from './ops/attention.ref.ts';
import {
  createOrtSession,
  releaseOrtSession,
  runOrtSession,
  type InferenceSession,
  type Tensor,
} from './ort.ts';
import type { Precision } from './buildRunner.ts';
import { downloaded, floatTensor, fromOrt } from './values.ts';

export interface MultiHeadVerdict {
  readonly works: boolean;
  /** What was found, as a clause: "MultiHeadAttention is 9 % off on llvmpipe". */
  readonly finding: string;
}

/** SD1.5 has heads of 40, 80 and 160 channels, SD2.1 and SDXL of 64. */
const HEAD_SIZES = [40, 64, 80, 160] as const;
const HEADS = 2;
/** Queries and keys: less than a tile, no multiple of one, many tiles. ONNX Runtime's kernels differ in all three. */
const LENGTHS = [16, 77, 256] as const;
/** Every 7th row is compared: any tile has some, and the reference costs little. */
const ROW_STEP = 7;

/**
 * Relative RMS against float64. ONNX Runtime sums float16 in float16, in its MatMul as well; where its attention is wrong,
 * it is off by 6 to 75 %.
 */
const TOLERANCE: Readonly<Record<Precision, number>> = { float32: 1e-5, float16: 1e-2 };

const LABEL = 'the self-test of MultiHeadAttention';

/**
 * Costs one small session and three runs.
 * @param headSizes channels of a head in the model at hand
 */
export async function multiHeadAttentionWorks(
  gpu: GpuRuntime,
  precision: Precision,
  headSizes: readonly number[] = HEAD_SIZES,
): Promise<MultiHeadVerdict> {
  const where = gpu.context.description;
  try {
    const error = await largestError(gpu, precision, headSizes);
    // Written so that NaN fails.
    if (error <= TOLERANCE[precision])
      return { works: true, finding: `MultiHeadAttention is right on ${where}` };
    const size = error < 10 ? `${(100 * error).toPrecision(2)} % off` : 'wrong';
    return { works: false, finding: `MultiHeadAttention is ${size} on ${where}` };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { works: false, finding: `MultiHeadAttention does not run on ${where} (${detail})` };
  }
}

/** Over head sizes and lengths; NaN where any result has one. */
async function largestError(
  gpu: GpuRuntime,
  precision: Precision,
  headSizes: readonly number[],
): Promise<number> {
  const model = { bytes: testModel(precision, headSizes), weights: new Map<string, Uint8Array>() };
  const session = await createOrtSession(model, { provider: 'webgpu', device: gpu.device }, LABEL);
  try {
    const errors: number[] = [];
    for (const length of LENGTHS) {
      errors.push(...(await errorsAt(session, gpu.device, precision, headSizes, length)));
    }
    return Math.max(...errors);
  } finally {
    await releaseOrtSession(session, LABEL);
  }
}

/** One node for each head size, all independent. */
function testModel(precision: Precision, headSizes: readonly number[]): Uint8Array {
  const type = precision === 'float32' ? DataType.Float32 : DataType.Float16;
  const nodes: Node[] = [];
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  for (const size of headSizes) {
    const tensor = (name: string) => makeValueInfo(name, type, [1, 'S', HEADS * size]);
    const names = operandNames(size);
    inputs.push(...names.map(tensor));
    outputs.push(tensor(outputName(size)));
    const attributes = { num_heads: HEADS };
    nodes.push(makeNode('com.microsoft::MultiHeadAttention', names, [outputName(size)], attributes));
  }
  return writeModel(makeModel(makeGraph({ nodes, inputs, outputs }), { '': 17, 'com.microsoft': 1 }));
}

const operandNames = (headSize: number) => ['query', 'key', 'value'].map((name) => `${name}_${headSize}`);
const outputName = (headSize: number) => `attended_${headSize}`;

/** relRMS of each head size. */
async function errorsAt(
  session: InferenceSession,
  device: GPUDevice,
  precision: Precision,
  headSizes: readonly number[],
  length: number,
): Promise<number[]> {
  const operands = headSizes.map((size) =>
    [1, 2, 3].map((phase) => rounded(waves(length * HEADS * size, phase), precision)),
  );
  const feeds: Record<string, Tensor> = {};
  for (const [index, size] of headSizes.entries()) {
    operandNames(size).forEach((name, operand) => {
      const numbers = operands[index]?.[operand] ?? new Float32Array();
      feeds[name] = floatTensor(precision, numbers, [1, length, HEADS * size]);
    });
  }
  const outputs = await inErrorScopes(device, LABEL, () => runOrtSession(session, feeds, LABEL));
  const errors: number[] = [];
  for (const [index, size] of headSizes.entries()) {
    const output = outputs[outputName(size)];
    const actual = output ? await numbersOf(output, device) : [];
    errors.push(errorOf(actual, operands[index] ?? [], length, size));
  }
  return errors;
}

async function numbersOf(output: Tensor, device: GPUDevice): Promise<Float32Array> {
  const { data } = (await downloaded(device, fromOrt(output))).tensor;
  return data instanceof Float32Array ? data : float16ToFloat32(data as Uint16Array);
}

function errorOf(
  actual: ArrayLike<number>,
  operands: readonly Float32Array[],
  length: number,
  headSize: number,
): number {
  const [query = [], key = [], value = []]: readonly ArrayLike<number>[] = operands;
  const width = HEADS * headSize;
  const rows = Array.from({ length: Math.ceil(length / ROW_STEP) }, (_, row) => row * ROW_STEP);
  const pickRows = (numbers: ArrayLike<number>) =>
    Float32Array.from({ length: rows.length * width }, (_, i) => {
      return numbers[(rows[Math.floor(i / width)] ?? 0) * width + (i % width)] ?? NaN;
    });
  const branch = { key, value, count: length };
  const problem = {
    batch: 1,
    queries: rows.length,
    heads: HEADS,
    headSize,
    softmaxScale: 1 / Math.sqrt(headSize),
    query: pickRows(query),
    positive: branch,
    negative: { key: [], value: [], count: 0 },
  };
  const reference = attendBranch(problem, branch);
  return relativeRms(pickRows(actual), reference);
}
