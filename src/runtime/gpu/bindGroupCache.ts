// Bind groups that are used again: a frame whose tensors lie in the buffers of an earlier one makes none.

import { Recent } from '../../lib/recent.ts';

interface Entry {
  readonly pipeline: GPUComputePipeline;
  readonly buffers: readonly GPUBuffer[];
  readonly group: GPUBindGroup;
}

/** The panes and two prompts of an undo, each with its buffers in turn; a search through eight costs nothing. */
const KEPT = 8;

/** The latest bind groups of one op. A group keeps its buffers' objects alive, so only a few are kept. */
export class BindGroupCache {
  readonly #entries = new Recent<Entry>(KEPT);

  constructor(readonly device: GPUDevice) {}

  /** @param buffers whole buffers, at bindings 0, 1, ... of group 0 */
  get(pipeline: GPUComputePipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
    const known = this.#entries.find((entry) => entry.pipeline === pipeline && same(entry.buffers, buffers));
    return (known ?? this.#entries.add({ pipeline, buffers, group: this.#create(pipeline, buffers) })).group;
  }

  #create(pipeline: GPUComputePipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
    return this.device.createBindGroup({
      label: pipeline.label,
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }
}

function same(left: readonly GPUBuffer[], right: readonly GPUBuffer[]): boolean {
  return left.length === right.length && left.every((buffer, index) => buffer === right[index]);
}
