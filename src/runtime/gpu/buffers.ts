// Storage buffers that are used again: a frame after the first one creates no storage buffer.

const USAGE = 0x80 | 0x04 | 0x08; // STORAGE | COPY_SRC | COPY_DST, as numbers: GPUBufferUsage may not exist at import time

/** Sizes are rounded up to this many bytes, so that prompts of nearly equal length share buffers. */
const GRANULE = 256;

/**
 * Hands out storage buffers by size. Contents are whatever the last user left: a kernel must never read what it was
 * not given. Giving a buffer back while the GPU still reads it is safe, because all work goes through one queue.
 */
export class BufferPool {
  readonly #free = new Map<number, GPUBuffer[]>();
  readonly #all = new Set<GPUBuffer>();

  constructor(readonly device: GPUDevice) {}

  /** A buffer of at least `bytes`. */
  acquire(bytes: number): GPUBuffer {
    const size = Math.max(GRANULE, Math.ceil(bytes / GRANULE) * GRANULE);
    const recycled = this.#free.get(size)?.pop();
    if (recycled) return recycled;
    const buffer = this.device.createBuffer({ label: `pool ${size}`, size, usage: USAGE });
    this.#all.add(buffer);
    return buffer;
  }

  /** The buffer may be handed out again at once. */
  release(buffer: GPUBuffer): void {
    const free = this.#free.get(buffer.size);
    if (free) free.push(buffer);
    else this.#free.set(buffer.size, [buffer]);
  }

  /** Buffers that exist, handed out or not. */
  get count(): number {
    return this.#all.size;
  }

  /** Of all of them. */
  get bytes(): number {
    return Array.from(this.#all, ({ size }) => size).reduce((sum, size) => sum + size, 0);
  }

  /** Destroys every buffer, those still handed out included. */
  destroy(): void {
    for (const buffer of this.#all) buffer.destroy();
    this.#all.clear();
    this.#free.clear();
  }
}
