// Compute dispatches in order, in one pass: a pipeline, the resources of its bind group, a grid of workgroups each.

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

/** A dispatch with its resources bound. */
interface BoundDispatch extends Omit<Dispatch, 'bindings'> {
  readonly group: GPUBindGroup;
}

/**
 * Encodes and submits at once, so that whatever is submitted later, by ONNX Runtime too, sees the results. A dispatch
 * sees what those before it wrote.
 */
export function submitDispatches(device: GPUDevice, dispatches: readonly Dispatch[]): void {
  const bound = dispatches.map(({ pipeline, bindings, workgroups }) => {
    const entries = bindings.map((resource, binding) => ({ binding, resource }));
    const layout = pipeline.getBindGroupLayout(0);
    return {
      pipeline,
      workgroups,
      group: device.createBindGroup({ label: pipeline.label, layout, entries }),
    };
  });
  const encoder = device.createCommandEncoder({ label: labelOf(bound) });
  encodePass(encoder, bound);
  device.queue.submit([encoder.finish()]);
}

export function submitDispatch(device: GPUDevice, dispatch: Dispatch): void {
  submitDispatches(device, [dispatch]);
}

/** One compute pass, for a caller that submits it together with other commands. */
export function encodeDispatches(
  encoder: GPUCommandEncoder,
  groups: BindGroupCache,
  dispatches: readonly BufferDispatch[],
): void {
  const bound = dispatches.map(({ pipeline, buffers, workgroups }) => ({
    pipeline,
    workgroups,
    group: groups.get(pipeline, buffers),
  }));
  encodePass(encoder, bound);
}

function encodePass(encoder: GPUCommandEncoder, dispatches: readonly BoundDispatch[]): void {
  const pass = encoder.beginComputePass({ label: labelOf(dispatches) });
  for (const { pipeline, group, workgroups } of dispatches) {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...workgroups);
  }
  pass.end();
}

function labelOf(dispatches: readonly Pick<Dispatch, 'pipeline'>[]): string {
  return dispatches.map(({ pipeline }) => pipeline.label).join(', ');
}
