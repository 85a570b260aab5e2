// `npm run bench -- --suite kernel`: our attention kernel against what ONNX Runtime does for the same, and against the adapter's ceilings.

import { UsageError } from '../../scripts/node/program.ts';
import type { Precision } from '../../src/runtime/index.ts';
import { openGpu, type HostOptions } from '../harness/openGpu.ts';
import type { SuiteResult } from '../harness/result.ts';
import { openTimestampClock } from '../harness/timestampClock.ts';
import { openCeilings } from './ceilings.ts';
import { embeddedShapes } from './embeddedShapes.ts';
import { modelFigures, shapeFigures, type ModelFigures, type ShapeFigures } from './figures.ts';
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
}

export interface KernelResult extends SuiteResult {
  readonly suite: 'kernel';
  /** In the order of the arms. */
  readonly shapes: readonly ShapeFigures[];
  readonly models: readonly ModelFigures[];
}

/** @throws UsageError for a shape or an adapter that is not there */
export async function kernelSuite(options: KernelOptions): Promise<KernelResult> {
  const gpu = await openGpu(options.host);
  const { description, isSoftware } = gpu.context;
  if (options.precision === 'float16' && !gpu.context.hasFloat16) {
    throw new UsageError(`--precision float16: ${description} has no shader-f16.`);
  }
  const all = [...SHAPES, ...(await embeddedShapes(gpu))];
  const shapes = chooseShapes(all, options.shapes);
  const { clock: timestamps, sentence } = await openTimestampClock(gpu.device);
  const context = { device: gpu.device, timestamps };
  const ceilings = await openCeilings(gpu, context);
  const bench: KernelBench = {
    gpu,
    context,
    ceilings,
    precision: options.precision,
    rounds: options.rounds,
    withoutMultiHead:
      options.multiHead || !isSoftware
        ? undefined
        : `not asked for (--with mha): ${description} takes minutes to compile it`,
  };
  const measured: ShapeArms[] = [];
  for (const shape of shapes) {
    console.error(`${shape.name}: ${options.rounds} rounds`);
    measured.push(await measureShape(shape, bench));
  }
  const arms = measured.flatMap((part) => part.arms);
  const work = { ...ceilings, elementBytes: options.precision === 'float32' ? 4 : 2 };
  const figures = shapes.map((shape) => shapeFigures(shape, arms, work));
  const isWhole = (name: string) =>
    all.filter(({ model }) => model === name).every((s) => shapes.includes(s));
  const models = modelFigures(figures, arms).filter(({ model }) => isWhole(model));
  const none = { plain_over_ours: null, mha_over_ours: null, two_over_ours: null };
  return {
    suite: 'kernel',
    variant: options.precision,
    adapter: description,
    clock: `${sentence}; arms of ONNX Runtime, and ratios to them, on the wall clock to queue.onSubmittedWorkDone`,
    arms,
    ratios: models.find(({ model }) => model === SD_TURBO)?.ratios ?? none,
    shapes: figures,
    models,
    skipped: measured.flatMap((part) => part.skipped),
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
