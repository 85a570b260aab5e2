// The names that pipeline/ and the Node programs may use.

export { openModel, type Model } from '../onnx/index.ts';
export { CancelledError, DeviceLostError, WebGpuUnavailableError } from './errors.ts';
export { GpuRuntime } from './gpuRuntime.ts';
export { AttentionObserver, type BranchMaps } from './attentionObserver.ts';
export { canPresentOnCanvas } from './gpu/canvasProbe.ts';
export { differenceFromPixels, type DifferenceFigures } from './gpu/differenceFromPixels.ts';
export { ImageDifference } from './gpu/imageDifference.ts';
export { readPixels } from './gpu/imagePixels.ts';
export type { ImageSource } from './gpu/imageSource.ts';
export { pixelsFromPlanes } from './gpu/pixelsFromPlanes.ts';
export { Presenter, type PresentTarget } from './gpu/presenter.ts';
export { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
export type { ObserveOp } from './opObservation.ts';
export type { FrameParameters } from './ops/types.ts';
export { Tensor } from './ort.ts';
export type { Precision } from './buildRunner.ts';
export { CustomOpSession, type SessionOptions } from './session.ts';
export { openPromptSession, runPrompt } from './promptSession.ts';
export { openStockDenoiser, type StockDenoiser } from './stockDenoiser.ts';
export { copyToGpu, floatTensor, floatTypeOf, tensorFor } from './values.ts';
export { WeightedSum, type Term } from './weightedSum.ts';
export { selfTestAttention } from './selfTest.ts';
export type { KernelChoice, TuningOptions } from './tuning/kernelTuner.ts';
export type { TuningStore } from './tuning/tuningMemory.ts';
