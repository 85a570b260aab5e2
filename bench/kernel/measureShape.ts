// All arms of one shape: made, checked against float64, and the right ones timed in turns.

import { readBuffer } from '../../src/runtime/gpu/readback.ts';
import type { GpuRuntime, Precision } from '../../src/runtime/index.ts';
import type { Arm, ClockContext } from '../harness/arm.ts';
import { interleave } from '../harness/interleave.ts';
import { armResult, type ArmResult, type SkippedArm } from '../harness/result.ts';
import type { Ceilings } from './ceilings.ts';
import { multiHeadModel, openOrtArm, plainModel } from './ortArms.ts';
import { coldFusedArm, fusedArm, twoPassArm, type CheckedArm } from './ownArms.ts';
import { errorOf, makeProblem, type Problem } from './problem.ts';
import type { AttentionShape } from './shapes.ts';

export interface KernelBench {
  readonly gpu: GpuRuntime;
  readonly context: ClockContext;
  readonly ceilings: Ceilings;
  readonly precision: Precision;
  readonly rounds: number;
  /** Undefined: MultiHeadAttention is measured. Else why it is not. */
  readonly withoutMultiHead: string | undefined;
}

export interface ShapeArms {
  readonly arms: readonly ArmResult[];
  readonly skipped: readonly SkippedArm[];
}

/** Relative RMS. ONNX Runtime sums float16 in float16, and Z+ - Z- magnifies what that loses (.016 on lavapipe); we sum in float32. */
const TOLERANCE = {
  ours: { float32: 1e-5, float16: 1e-3 },
  onnxRuntime: { float32: 1e-5, float16: 3e-2 },
} as const;

export async function measureShape(shape: AttentionShape, bench: KernelBench): Promise<ShapeArms> {
  const { gpu, ceilings, rounds, context } = bench;
  const problem = makeProblem(shape, bench.precision);
  const arms: Arm[] = [];
  const skipped: SkippedArm[] = [];
  const keep = async (arm: Arm, error: number, tolerance: number) => {
    if (error <= tolerance) {
      arms.push(arm);
      return;
    }
    await arm.release();
    const reason = `wrong: relative RMS ${error.toPrecision(2)}, allowed ${tolerance}`;
    skipped.push({ name: arm.name, shape: shape.name, reason });
  };
  for (const open of [fusedArm, coldFusedArm, twoPassArm]) {
    const own = await open(gpu, problem);
    await keep(own.arm, await errorOfOwn(own, problem, gpu), TOLERANCE.ours[bench.precision]);
  }
  for (const [name, model] of [
    ['plain', plainModel],
    ['mha', multiHeadModel],
  ] as const) {
    if (name === 'mha' && bench.withoutMultiHead !== undefined) {
      skipped.push({ name, shape: shape.name, reason: bench.withoutMultiHead });
      continue;
    }
    const { arm, run } = await openOrtArm(gpu, problem, name, model(problem));
    const z = await run();
    const error = errorOf(problem, await readZ(z.gpuBuffer, problem, gpu));
    z.dispose();
    await keep(arm, error, TOLERANCE.onnxRuntime[bench.precision]);
  }
  const { probe, copy, launch } = ceilings;
  const measured = await interleave([...arms, probe, copy, launch], rounds, context);
  for (const arm of arms) await arm.release();
  gpu.context.assertHealthy();
  return { arms: measured.map((samples) => armResult(shape.name, samples)), skipped };
}

async function errorOfOwn({ arm, output }: CheckedArm, problem: Problem, gpu: GpuRuntime): Promise<number> {
  await arm.submit(1);
  return errorOf(problem, await readZ(output, problem, gpu));
}

function readZ(buffer: GPUBuffer, { numbers, precision }: Problem, gpu: GpuRuntime): Promise<ArrayBuffer> {
  return readBuffer(gpu.device, buffer, numbers[0]!.length * (precision === 'float32' ? 4 : 2));
}
