// Counts GPU buffers that live on all devices of this process, ONNX Runtime's included: what is made and not destroyed.

export interface Census {
  readonly buffers: number;
  readonly bytes: number;
}

export interface BufferCensus {
  now(): Census;
  /** Puts the device's own methods back. */
  end(): void;
}

/**
 * Call before the device is opened. A buffer that is dropped without being destroyed counts as alive: it is one until some
 * garbage collection.
 */
export function startBufferCensus(): BufferCensus {
  const alive = new Set<GPUBuffer>();
  const [create, destroy] = [methodOf(GPUDevice, 'createBuffer'), methodOf(GPUBuffer, 'destroy')];
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = create.call(this, descriptor);
    alive.add(buffer);
    return buffer;
  };
  GPUBuffer.prototype.destroy = function () {
    alive.delete(this);
    destroy.call(this);
  };
  return {
    now: () => ({
      buffers: alive.size,
      bytes: [...alive].reduce((sum, { size }) => sum + size, 0),
    }),
    end() {
      GPUDevice.prototype.createBuffer = create;
      GPUBuffer.prototype.destroy = destroy;
    },
  };
}

/** Not bound to an object, as `prototype.name` alone would be for the linter. */
function methodOf<Class extends { prototype: object }, Name extends keyof Class['prototype']>(
  { prototype }: Class,
  name: Name,
): Class['prototype'][Name] {
  return Object.getOwnPropertyDescriptor(prototype, name)?.value as Class['prototype'][Name];
}
