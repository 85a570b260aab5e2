// Plan -> runnable steps: one ORT session per segment, one kernel per op, constants on the GPU.

import {
  dataTypeName,
  upcastTensor,
  upcastToFloat32,
  upcastValueInfo,
  type Node,
  type Tensor as OnnxTensor,
} from '../onnx/index.ts';
import type { OpStep, Plan, SegmentStep } from '../onnx/plan.ts';
import { WebGpuUnavailableError } from './errors.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import type { CustomOp, ElementType } from './ops/types.ts';
import { observedOp } from './opObservation.ts';
import { OpRunner } from './opRunner.ts';
import { createOrtSession, releaseOrtSession, runOrtSession, Tensor, type OrtTarget } from './ort.ts';
import { ortModel } from './ortModel.ts';
import { PlanRunner, type RunnableStep, type StepRunner } from './planRunner.ts';
import { borrowed, downloaded, fromOrt, isOnGpu, typedView, uploaded, type Value } from './values.ts';

/** `float32` widens a float16 plan in memory; `float16` runs it as it is. */
export type Precision = 'float32' | 'float16';

interface Place {
  readonly label: string;
  /** Where ONNX Runtime runs the segments; custom ops run on the GPU in any case. */
  readonly provider: 'webgpu' | 'wasm';
  readonly gpu: GpuRuntime | undefined;
  readonly gpuOnly: boolean | undefined;
  readonly precision: Precision;
  /** The uniform buffer of FrameParameters; there is one wherever there is a GPU. */
  readonly frame: GPUBuffer | undefined;
}

/** The runner holds no view of the plan's weights. What was made before a failure is released again. */
export async function buildRunner(
  plan: Plan,
  place: Place,
  opOf: (node: Node) => CustomOp | undefined,
): Promise<PlanRunner> {
  const widen = place.precision === 'float32';
  const constants = new Map<string, Value>();
  const steps: RunnableStep[] = [];
  const inputs = widen ? plan.inputs.map(upcastValueInfo) : plan.inputs;
  const outputs = widen ? plan.outputs.map(upcastValueInfo) : plan.outputs;
  try {
    for (const [name, tensor] of plan.constants) {
      constants.set(name, constantValue(widen ? upcastTensor(tensor) : tensor, place.gpu));
    }
    for (const [index, step] of plan.steps.entries()) {
      const runner =
        step.kind === 'op'
          ? opRunner(step, opOf(step.node)!, place)
          : await segmentRunner(step, place, `${place.label}, segment ${index}`);
      const { kind, inputs: reads, outputs: writes, frees, dependsOn } = step;
      steps.push({ step: { kind, inputs: reads, outputs: writes, frees, dependsOn }, runner });
    }
    return new PlanRunner(inputs, outputs, steps, constants);
  } catch (error) {
    await new PlanRunner(inputs, outputs, steps, constants).release();
    throw error;
  }
}

/** Inputs may be on the CPU: feeds whose first reader is an op, and results of segments on wasm, which want theirs there too. */
function opRunner(step: OpStep, op: CustomOp, place: Place): StepRunner {
  const gpu = place.gpu!;
  const runner = new OpRunner(gpu, step, op, place.frame!);
  return {
    async run(inputs, frame, observe) {
      await observe?.(observedOp(gpu.device, step.node, inputs));
      const copies = inputs.map((tensor) =>
        tensor && !isOnGpu(tensor) ? uploaded(gpu.pool, tensor) : undefined,
      );
      try {
        const onGpu = inputs.map((tensor, index) => copies[index]?.tensor ?? tensor);
        return place.provider === 'wasm'
          ? await runner.runAndRead(onGpu, frame)
          : await runner.run(onGpu, frame);
      } finally {
        for (const copy of copies) copy?.free();
      }
    },
    release: () => runner.release(),
    describe: () => runner.describe(),
  };
}

async function segmentRunner(step: SegmentStep, place: Place, label: string): Promise<StepRunner> {
  const session = await createOrtSession(segmentModel(step, place), targetOf(place), label);
  const { inputs: reads, outputs: writes } = step;
  return {
    async run(inputs) {
      const feeds: Record<string, Tensor> = {};
      for (const [index, name] of reads.entries()) {
        const tensor = inputs[index];
        if (tensor) feeds[name] = await whereItRuns(tensor, place);
      }
      const results = await runOrtSession(session, feeds, label);
      return writes.map((name) => fromOrt(results[name]!));
    },
    release: () => releaseOrtSession(session, label),
  };
}

/** Widened here and not before the cut, so that the weights of one segment at most are in memory as float32. */
function segmentModel({ model }: SegmentStep, { precision }: Place) {
  return ortModel(precision === 'float32' ? upcastToFloat32(model) : model);
}

/** A session on wasm reads CPU tensors only; keys and values that an op shares with a segment may be on the GPU. */
async function whereItRuns(tensor: Tensor, { provider, gpu }: Place): Promise<Tensor> {
  if (provider === 'webgpu' || gpu === undefined || !isOnGpu(tensor)) return tensor;
  return (await downloaded(gpu.device, borrowed(tensor))).tensor;
}

/** @throws WebGpuUnavailableError where WebGPU is asked for without a GPU: never wasm in its place */
function targetOf({ provider, gpu, gpuOnly = false }: Place): OrtTarget {
  if (provider === 'wasm') return { provider };
  if (gpu === undefined) throw new WebGpuUnavailableError('the session was given no GPU');
  return { provider, device: gpu.device, gpuOnly };
}

function constantValue(tensor: OnnxTensor, gpu: GpuRuntime | undefined): Value {
  const type = dataTypeName(tensor.elementType).toLowerCase() as ElementType;
  const bytes = tensor.bytes.slice(); // aligned
  const onCpu = new Tensor(type, typedView(type, bytes.buffer), tensor.dims);
  return gpu ? uploaded(gpu.pool, onCpu) : { tensor: onCpu, free: () => {} };
}
