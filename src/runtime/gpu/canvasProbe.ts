// Can this browser show WebGPU canvases on this adapter? Where it cannot, canvases stay blank, or every device of the thread goes down.

import { findGpu, isSoftware, preferredCanvasFormat } from '../device.ts';

/**
 * Presents one colour on a canvas of its own, with a device of its own, before the real device exists, and looks at the
 * result: Chromium 156 with --use-angle=swiftshader --enable-features=Vulkan reports no error and shows nothing.
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
    return await Promise.race([lost, showsColor(device)]);
  } catch {
    return false; // the calls after the loss throw, depending on how fast it goes
  } finally {
    device.destroy();
  }
}

/** Bytes r, g, b of the probe, all different, so that a swapped order is no match. */
const COLOR = [51, 102, 204] as const;

async function showsColor(device: GPUDevice): Promise<boolean> {
  const canvas = new OffscreenCanvas(4, 4);
  const context = canvas.getContext('webgpu');
  if (context === null) throw new Error('the canvas gives no WebGPU context');
  context.configure({ device, format: preferredCanvasFormat(), alphaMode: 'opaque' });
  const encoder = device.createCommandEncoder();
  const view = context.getCurrentTexture().createView();
  const [r, g, b] = COLOR.map((byte) => byte / 255) as [number, number, number];
  const clearValue = { r, g, b, a: 1 };
  encoder
    .beginRenderPass({ colorAttachments: [{ view, clearValue, loadOp: 'clear', storeOp: 'store' }] })
    .end();
  device.queue.submit([encoder.finish()]);
  const seen = firstPixel(canvas.transferToImageBitmap());
  return COLOR.every((byte, channel) => Math.abs(byte - (seen[channel] ?? NaN)) <= 2);
}

function firstPixel(bitmap: ImageBitmap): Uint8ClampedArray {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context?.getImageData(0, 0, 1, 1).data ?? new Uint8ClampedArray();
}
