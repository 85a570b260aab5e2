// Makes Node look like a browser with WebGPU: Dawn behind navigator.gpu. Only Node programs and tests import this
// file, before the engine starts; the page's bundle never reaches it.

import { setFlagsFromString } from 'node:v8';
import { create, globals } from 'webgpu';

/**
 * Puts Dawn's GPU at `navigator.gpu` and the WebGPU classes and constants on `globalThis`. Calling it again changes nothing.
 * The Vulkan driver is picked by VK_ICD_FILENAMES. A program that used the GPU must end with `process.exit()`: Dawn's
 * event loop keeps Node alive.
 * @param toggles Dawn options such as `enable-dawn-features=vulkan_enable_f16_on_nvidia`
 */
export function installNodeHost(toggles: readonly string[] = []): void {
  if ('GPUDevice' in globalThis) return;
  // ORT's wasm holds functions that V8's optimising compiler chews on for a minute, in competition with a software GPU,
  // and process.exit() waits for it. With the baseline compiler alone `generate` on wasm took 3 s in place of 60 s.
  setFlagsFromString('--liftoff-only');
  Object.assign(globalThis, globals);
  acceptSharedMemory();
  const gpu = create([...toggles]);
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu, userAgent: 'node', hardwareConcurrency: 1 },
    configurable: true,
  });
}

/**
 * Dawn for Node refuses views on a SharedArrayBuffer, which is what ONNX Runtime's wasm heap is; the WebGPU standard
 * allows them (`AllowSharedBufferSource`). Such views are copied first.
 */
function acceptSharedMemory(): void {
  const prototype = GPUQueue.prototype;
  const writeBuffer = Object.getOwnPropertyDescriptor(prototype, 'writeBuffer')
    ?.value as GPUQueue['writeBuffer'];
  prototype.writeBuffer = function (buffer, bufferOffset, data, ...range) {
    const accepted = isSharedView(data) ? copyOf(data) : (data as BufferSource);
    writeBuffer.call(this, buffer, bufferOffset, accepted, ...range);
  };
}

function isSharedView(data: unknown): data is ArrayBufferView {
  return ArrayBuffer.isView(data) && data.buffer instanceof SharedArrayBuffer;
}

/** Keeps the element type, because a `dataOffset` and `size` of writeBuffer count elements. */
function copyOf(view: ArrayBufferView): ArrayBufferView<ArrayBuffer> {
  const bytes = Uint8Array.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  const View = view.constructor as new (buffer: ArrayBuffer) => ArrayBufferView<ArrayBuffer>;
  return new View(bytes.buffer);
}
