// Compute dispatches: bindings in order, one pass, one submit.

export interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  /** The resource of `@group(0) @binding(i)` at position i. */
  readonly bindings: readonly GPUBufferBinding[];
  readonly workgroups: readonly [number, number, number];
}

/**
 * Encodes and submits at once, so that whatever is submitted later, by ONNX Runtime too, sees the results. A dispatch
 * sees what those before it wrote.
 */
export function submitDispatches(device: GPUDevice, dispatches: readonly Dispatch[]): void {
  const label = dispatches.map(({ pipeline }) => pipeline.label).join(', ');
  const encoder = device.createCommandEncoder({ label });
  const pass = encoder.beginComputePass({ label });
  for (const { pipeline, bindings, workgroups } of dispatches) {
    const group = device.createBindGroup({
      label: pipeline.label,
      layout: pipeline.getBindGroupLayout(0),
      entries: bindings.map((resource, binding) => ({ binding, resource })),
    });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...workgroups);
  }
  pass.end();
  device.queue.submit([encoder.finish()]);
}

export function submitDispatch(device: GPUDevice, dispatch: Dispatch): void {
  submitDispatches(device, [dispatch]);
}
