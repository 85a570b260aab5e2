// `npm run bench -- --suite kernel`: our attention kernel against what ONNX Runtime does for the same, and against the adapter's ceilings.

import { UsageError } from '../../scripts/node/program.ts';
import type { GpuRuntime, KernelChoice, Precision } from '../../src/runtime/index.ts';
import { openGpu, type HostOptions } from '../harness/openGpu.ts';
import type { SuiteResult } from '../harness/result.ts';
import { openTimestampClock } from '../harness/timestampClock.ts';
import { openCeilings } from './ceilings.ts';
import { embeddedShapes } from './embeddedShapes.ts';
import { modelFigures, shapeFigures, type ModelFigures, type Ratios, type ShapeFigures } from './figures.ts';
import { measureShape, type KernelBench, type ShapeArms } from './measureShape.ts';
import { SD_TURBO, SHAPES, type AttentionShape } from './shapes.ts';

export interface KernelOptions {
  readonly host: HostOptions;
  /** Names of shapes; undefined for all. */
  readonly shapes: readonly string[] | undefined;
  readonly precision: Precision;
  readonly rounds: number;
  /** MultiHeadAttention on a software adapter too, where one compilation takes up to three minutes. */
  readonly multiHead: boolean;
  /** `always`: our kernels are chosen by measuring on a software adapter too, where one takes seconds to compile. */
  readonly tune: 'auto' | 'always';
}

export interface KernelResult extends SuiteResult {
  readonly suite: 'kernel';
  /** In the order of the arms. */
  readonly shapes: readonly ShapeFigures[];
  readonly models: readonly ModelFigures[];
  /** Which of our kernels ran, and what each was measured against. */
  readonly kernels: readonly KernelChoice[];
}

/** @throws UsageError for a shape, a precision or an adapter that is not there */
export async function kernelSuite(options: KernelOptions): Promise<KernelResult> {
  const gpu = await openGpu(options.host, options.tune);
  const all = [...SHAPES, ...(await embeddedShapes(gpu))];
  const shapes = chooseShapes(all, options.shapes);
  const { bench, clock } = await openBench(gpu, options);
  const measured: ShapeArms[] = [];
  for (const shape of shapes) {
    console.error(`${shape.name}: ${options.rounds} rounds`);
    measured.push(await measureShape(shape, bench));
  }
  const arms = measured.flatMap((part) => part.arms);
  const work = { ...bench.ceilings, elementBytes: options.precision === 'float32' ? 4 : 2 };
  const figures = shapes.map((shape) => shapeFigures(shape, arms, work));
  const isWhole = (name: string) =>
    all.filter(({ model }) => model === name).every((shape) => shapes.includes(shape));
  const models = modelFigures(figures, arms).filter(({ model }) => isWhole(model));
  return {
    suite: 'kernel',
    variant: options.precision,
    adapter: gpu.context.description,
    clock,
    arms,
    ratios: models.find(({ model }) => model === SD_TURBO)?.ratios ?? NOT_MEASURED,
    shapes: figures,
    models,
    kernels: gpu.tuner.choices,
    skipped: measured.flatMap((part) => part.skipped),
  };
}

const NOT_MEASURED: Ratios = { plain_over_ours: null, mha_over_ours: null, two_over_ours: null };

async function openBench(
  gpu: GpuRuntime,
  { precision, rounds, multiHead }: KernelOptions,
): Promise<{ readonly bench: KernelBench; readonly clock: string }> {
  const { description, isSoftware, hasFloat16 } = gpu.context;
  if (precision === 'float16' && !hasFloat16) {
    throw new UsageError(`--precision float16: ${description} has no shader-f16.`);
  }
  const { clock: timestamps, sentence } = await openTimestampClock(gpu.device);
  const context = { device: gpu.device, timestamps };
  const ceilings = await openCeilings(gpu, context);
  const withoutMultiHead =
    multiHead || !isSoftware
      ? undefined
      : `not asked for (--with mha): ${description} takes minutes to compile it`;
  return {
    bench: { gpu, context, ceilings, precision, rounds, withoutMultiHead },
    clock: `${sentence}; arms of ONNX Runtime, and ratios to them, on the wall clock to queue.onSubmittedWorkDone`,
  };
}

function chooseShapes(
  all: readonly AttentionShape[],
  names: readonly string[] | undefined,
): readonly AttentionShape[] {
  const unknown = names?.find((name) => !all.some((shape) => shape.name === name));
  if (unknown !== undefined) {
    throw new UsageError(`--shapes: ${unknown} is not one of ${all.map(({ name }) => name).join(', ')}.`);
  }
  return names ? all.filter(({ name }) => names.includes(name)) : all;
}
