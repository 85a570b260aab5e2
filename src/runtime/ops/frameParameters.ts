// The layout of the per-frame uniform buffer: struct Guidance { mode: u32, scale: f32 } in shaders/.

import type { FrameParameters } from './types.ts';

/** Bytes; WebGPU wants uniform bindings in multiples of 16. */
export const FRAME_PARAMETERS_BYTES = 16;

const MODES = { none: 0, nasa: 1 } as const satisfies Record<FrameParameters['mode'], number>;

export function encodeFrameParameters({ mode, scale }: FrameParameters): ArrayBuffer {
  const data = new ArrayBuffer(FRAME_PARAMETERS_BYTES);
  const view = new DataView(data);
  view.setUint32(0, MODES[mode], true);
  view.setFloat32(4, scale, true);
  return data;
}
