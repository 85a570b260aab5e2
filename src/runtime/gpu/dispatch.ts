// One compute dispatch: bindings in order, one pass, one submit.

export interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  /** The resource of `@group(0) @binding(i)` at position i. */
  readonly bindings: readonly GPUBufferBinding[];
  readonly workgroups: readonly [number, number, number];
}

/** Encodes and submits at once, so that whatever is submitted later, by ONNX Runtime too, sees the results. */
export function submitDispatch(device: GPUDevice, { pipeline, bindings, workgroups }: Dispatch): void {
  const { label } = pipeline;
  const group = device.createBindGroup({
    label,
    layout: pipeline.getBindGroupLayout(0),
    entries: bindings.map((resource, binding) => ({ binding, resource })),
  });
  const encoder = device.createCommandEncoder({ label });
  const pass = encoder.beginComputePass({ label });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...workgroups);
  pass.end();
  device.queue.submit([encoder.finish()]);
}
