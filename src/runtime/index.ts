// The names that pipeline/ and the Node programs may use.

export { CancelledError, DeviceLostError, WebGpuUnavailableError } from './errors.ts';
export { GpuRuntime } from './gpuRuntime.ts';
export { canPresentOnCanvas } from './gpu/canvasProbe.ts';
export { readPixels } from './gpu/imagePixels.ts';
export type { ImageSource } from './gpu/imageSource.ts';
export { pixelsFromPlanes } from './gpu/pixelsFromPlanes.ts';
export { Presenter, type PresentTarget } from './gpu/presenter.ts';
export { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
export type { FrameParameters } from './ops/types.ts';
export { Tensor } from './ort.ts';
export { CustomOpSession } from './session.ts';
export type { Precision } from './buildRunner.ts';
export { copyToGpu, floatTensor } from './values.ts';
export { selfTestAttention } from './selfTest.ts';
