// Compute dispatches: a pipeline, the resources of its bind group, a grid of workgroups.

import type { BindGroupCache } from './bindGroupCache.ts';

export interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  /** The resource of `@group(0) @binding(i)` at position i. */
  readonly bindings: readonly GPUBufferBinding[];
  readonly workgroups: readonly [number, number, number];
}

/** A dispatch whose bindings are whole buffers, as those of a plan are: its bind group can be found again. */
export interface BufferDispatch extends Omit<Dispatch, 'bindings'> {
  readonly buffers: readonly GPUBuffer[];
}

/**
 * Encodes and submits at once, so that whatever is submitted later, by ONNX Runtime too, sees the results. A dispatch
 * sees what those before it wrote.
 */
export function submitDispatches(device: GPUDevice, dispatches: readonly Dispatch[]): void {
  const encoder = device.createCommandEncoder({ label: dispatches[0]?.pipeline.label ?? '' });
  for (const { pipeline, bindings, workgroups } of dispatches) {
    const group = device.createBindGroup({
      label: pipeline.label,
      layout: pipeline.getBindGroupLayout(0),
      entries: bindings.map((resource, binding) => ({ binding, resource })),
    });
    encodePass(encoder, pipeline, group, workgroups);
  }
  device.queue.submit([encoder.finish()]);
}

export function submitDispatch(device: GPUDevice, dispatch: Dispatch): void {
  submitDispatches(device, [dispatch]);
}

/** One compute pass, for a caller that submits it together with other commands. */
export function encodeDispatch(
  encoder: GPUCommandEncoder,
  groups: BindGroupCache,
  { pipeline, buffers, workgroups }: BufferDispatch,
): void {
  encodePass(encoder, pipeline, groups.get(pipeline, buffers), workgroups);
}

function encodePass(
  encoder: GPUCommandEncoder,
  pipeline: GPUComputePipeline,
  group: GPUBindGroup,
  workgroups: readonly [number, number, number],
): void {
  const pass = encoder.beginComputePass({ label: pipeline.label });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...workgroups);
  pass.end();
}
