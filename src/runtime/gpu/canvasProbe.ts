// Can this browser show WebGPU canvases on this adapter? Where it cannot, trying takes every device of the thread down.

import { findGpu, isSoftware, preferredCanvasFormat } from '../device.ts';

/**
 * Presents one colour on a canvas of its own, with a device of its own, before the real device exists.
 * Software adapters are not even tried: Chromium 156 with --use-webgpu-adapter=swiftshader and another compositor destroys
 * every device at the first presented texture ("A valid external Instance reference no longer exists"), and then gives the
 * site no adapter any more.
 * @returns false also where there is no OffscreenCanvas or no adapter
 */
export async function canPresentOnCanvas(): Promise<boolean> {
  if (!('OffscreenCanvas' in globalThis)) return false;
  const adapter = await findGpu()?.requestAdapter();
  if (!adapter || isSoftware(adapter)) return false;
  const device = await adapter.requestDevice({ label: 'canvas probe' });
  const lost = device.lost.then(() => false);
  try {
    const shown = presentOnce(device).then(() => true);
    return await Promise.race([lost, shown]);
  } catch {
    return false; // the calls after the loss throw, depending on how fast it goes
  } finally {
    device.destroy();
  }
}

async function presentOnce(device: GPUDevice): Promise<void> {
  const context = new OffscreenCanvas(4, 4).getContext('webgpu');
  if (context === null) throw new Error('the canvas gives no WebGPU context');
  context.configure({ device, format: preferredCanvasFormat(), alphaMode: 'opaque' });
  const encoder = device.createCommandEncoder();
  const view = context.getCurrentTexture().createView();
  encoder.beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store' }] }).end();
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
}
