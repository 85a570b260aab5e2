// The layout of the per-frame uniform buffer: struct Guidance in shaders/common/nasa_attention.wgsl.

import type { FrameParameters } from './types.ts';

/** Bytes; WebGPU wants uniform bindings in multiples of 16. */
export const FRAME_PARAMETERS_BYTES = 32;

const MODES = { none: 0, nasa: 1, vsf: 2, nag: 3 } as const satisfies Record<FrameParameters['mode'], number>;

export function encodeFrameParameters(parameters: FrameParameters): ArrayBuffer {
  const data = new ArrayBuffer(FRAME_PARAMETERS_BYTES);
  new Uint32Array(data)[0] = MODES[parameters.mode];
  new Float32Array(data, 4).set(numbersOf(parameters));
  return data;
}

/** scale, offset, tau, alpha; 0 where the mode has no such number. */
function numbersOf(parameters: FrameParameters): readonly [number, number, number, number] {
  switch (parameters.mode) {
    case 'none':
      return [0, 0, 0, 0];
    case 'nasa':
      return [parameters.scale, 0, 0, 0];
    case 'vsf':
      return [parameters.scale, parameters.offset, 0, 0];
    case 'nag':
      return [parameters.scale, 0, parameters.tau, parameters.alpha];
  }
}
