// The GPU test process itself reaches the adapter that the setup named, with f16 unless it said otherwise.
import { create, globals } from 'webgpu';
import { expect, test } from 'vitest';
import { probeAdapter } from './adapter.ts';

Object.assign(globalThis, globals);
const gpu = create([]);

test('a test process sees the same adapter as the probe', async () => {
  const adapter = await gpu.requestAdapter();
  const probe = probeAdapter(process.env);
  expect(adapter?.info.description).toBe(probe?.description);
  expect([...(adapter?.features ?? [])].sort()).toEqual(probe?.features);
});

test('a device of this adapter doubles numbers in a compute shader', async () => {
  const adapter = await gpu.requestAdapter();
  const device = await adapter?.requestDevice();
  if (device === undefined) throw new Error('no device');
  const buffer = device.createBuffer({
    size: 16,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
  const readback = device.createBuffer({
    size: 16,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, new Uint32Array([1, 2, 3, 4]));
  const code = `@group(0) @binding(0) var<storage, read_write> x: array<u32>;
    @compute @workgroup_size(4) fn main(@builtin(local_invocation_index) i: u32) { x[i] *= 2u; }`;
  const pipeline = device.createComputePipeline({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }) },
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(
    0,
    device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [{ binding: 0, resource: { buffer } }],
    }),
  );
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(buffer, 0, readback, 0, 16);
  device.queue.submit([encoder.finish()]);
  await readback.mapAsync(GPUMapMode.READ);
  expect([...new Uint32Array(readback.getMappedRange())]).toEqual([2, 4, 6, 8]);
  device.destroy();
});
