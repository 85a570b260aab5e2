// Counts the bytes of array buffers that a piece of code asks for, whether it keeps them or not. Exact and repeatable,
// which process.memoryUsage() is not: there, whatever else runs in the process shows too.

// prettier-ignore
const NAMES = [
  'ArrayBuffer', 'SharedArrayBuffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array',
  'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array',
] as const;

type Made = ArrayBufferView | ArrayBufferLike;
type Constructor = new (...parameters: unknown[]) => Made;
type Slice = (this: Uint8Array, start?: number, end?: number) => Uint8Array<ArrayBuffer>;

export interface AllocationMeter {
  /** Bytes asked for since it was last set to 0. */
  bytes: number;
}

/** Runs `work` with a meter that counts `new X(...)` of every buffer and typed array, and `Uint8Array.slice`. */
export function withAllocationMeter(work: (meter: AllocationMeter) => void): void {
  const meter: AllocationMeter = { bytes: 0 };
  const scope = globalThis as unknown as Record<string, Constructor>;
  const originals = NAMES.map((name) => scope[name]!);
  const slice: Slice = Reflect.get(Uint8Array.prototype, 'slice');
  NAMES.forEach((name, i) => (scope[name] = metered(originals[i]!, meter)));
  Uint8Array.prototype.slice = function (start, end) {
    const copy = slice.call(this, start, end);
    meter.bytes += copy.byteLength;
    return copy;
  };
  try {
    work(meter);
  } finally {
    NAMES.forEach((name, i) => (scope[name] = originals[i]!));
    // Uint8Array inherits it from the prototype of all typed arrays again.
    Reflect.deleteProperty(Uint8Array.prototype, 'slice');
  }
}

/** A view of a buffer that is there already costs nothing. */
function metered(original: Constructor, meter: AllocationMeter): Constructor {
  return new Proxy(original, {
    construct(target, parameters: unknown[], newTarget: Constructor) {
      const made: Made = Reflect.construct<unknown[], Made>(target, parameters, newTarget);
      const isView = ArrayBuffer.isView(made) && made.buffer === parameters[0];
      if (!isView) meter.bytes += made.byteLength;
      return made;
    },
  });
}
