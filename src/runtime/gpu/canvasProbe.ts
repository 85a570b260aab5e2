// Can this browser show WebGPU canvases on this adapter? Where it cannot, canvases stay blank, or every device of the thread goes down.

import { findGpu, isSoftware, preferredCanvasFormat, USUAL_ADAPTER } from '../device.ts';

/**
 * Draws one colour on a canvas of its own, with a device of its own, before the real device exists, and looks at a
 * snapshot: Chromium 156 with --use-angle=swiftshader --enable-features=Vulkan reports no error and shows nothing.
 * Software adapters are not even tried: Chromium 156 with --use-webgpu-adapter=swiftshader and another compositor destroys
 * every device at the first presented texture ("A valid external Instance reference no longer exists"), and then gives the
 * site no adapter any more. Seen in Chromium only; a browser that gives no snapshot is trusted.
 * @returns false also where there is no OffscreenCanvas or no adapter
 */
export async function canPresentOnCanvas(): Promise<boolean> {
  if (!('OffscreenCanvas' in globalThis)) return false;
  let device: GPUDevice | undefined;
  try {
    const adapter = await findGpu()?.requestAdapter(USUAL_ADAPTER);
    if (!adapter || isSoftware(adapter)) return false;
    device = await adapter.requestDevice({ label: 'canvas probe' });
    const lost = device.lost.then(() => false);
    return await Promise.race([lost, showsColor(device)]);
  } catch {
    return false; // the calls after a loss throw, depending on how fast it goes
  } finally {
    device?.destroy();
  }
}

async function showsColor(device: GPUDevice): Promise<boolean> {
  const canvas = new OffscreenCanvas(4, 4);
  const context = canvas.getContext('webgpu');
  if (context === null) throw new Error('the canvas gives no WebGPU context');
  context.configure({ device, format: preferredCanvasFormat(), alphaMode: 'opaque' });
  clear(device, context);
  const inTheSameTask = isBlank(canvas);
  clear(device, context);
  await device.queue.onSubmittedWorkDone();
  // Some browsers' snapshots hold what was presented when the last task ended.
  return !inTheSameTask || !isBlank(canvas);
}

function clear(device: GPUDevice, context: GPUCanvasContext): void {
  const encoder = device.createCommandEncoder();
  const view = context.getCurrentTexture().createView();
  const clearValue = { r: 0.2, g: 0.4, b: 0.8, a: 1 };
  encoder
    .beginRenderPass({ colorAttachments: [{ view, clearValue, loadOp: 'clear', storeOp: 'store' }] })
    .end();
  device.queue.submit([encoder.finish()]);
}

/** @returns false also where no snapshot can be had, and where the browser blurs pixels against fingerprinting */
function isBlank(canvas: OffscreenCanvas): boolean {
  try {
    const bitmap = canvas.transferToImageBitmap();
    const plain = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    plain.drawImage(bitmap, 0, 0);
    bitmap.close();
    const [r, g, b] = plain.getImageData(0, 0, 1, 1).data;
    return r === 0 && g === 0 && b === 0;
  } catch {
    return false;
  }
}
