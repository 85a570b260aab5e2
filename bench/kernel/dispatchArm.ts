// Arms that we encode ourselves: lists of dispatches in one compute pass, with timestamps around it.

import type { Arm } from '../harness/arm.ts';
import type { TimestampClock } from '../harness/timestampClock.ts';

/** A dispatch with its buffers bound. */
export interface BoundDispatch {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

export function bind(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  buffers: readonly GPUBuffer[],
  workgroups: readonly [number, number, number],
): BoundDispatch {
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  return { pipeline, group, workgroups };
}

/**
 * @param turns what one execution dispatches; executions go through these lists in turn, so that buffers larger than the
 * caches together are cold whenever their turn comes
 */
export function dispatchArm(
  device: GPUDevice,
  name: string,
  turns: readonly (readonly BoundDispatch[])[],
  release: () => void = () => {},
): Arm {
  let turn = 0;
  const submit = (repeats: number, timestamps?: TimestampClock) => {
    const encoder = device.createCommandEncoder({ label: name });
    const pass = encoder.beginComputePass(timestamps ? { timestampWrites: timestamps.writes } : {});
    for (let i = 0; i < repeats; i++) {
      for (const dispatch of turns[turn++ % turns.length]!) encode(pass, dispatch);
    }
    pass.end();
    timestamps?.resolve(encoder);
    device.queue.submit([encoder.finish()]);
  };
  return { name, submit, ownPasses: true, release };
}

function encode(pass: GPUComputePassEncoder, { pipeline, group, workgroups }: BoundDispatch): void {
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...workgroups);
}
