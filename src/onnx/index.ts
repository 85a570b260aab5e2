// The public names of src/onnx: files to graphs and back, rewrites, and plans.

export * from './attributes.ts';
export * from './build.ts';
export * from './cost/errors.ts';
export {
  guidanceCost,
  splitGuidanceCost,
  type GuidanceCost,
  type GuidanceSizes,
} from './cost/guidanceCost.ts';
export { modelCost, type ModelCost } from './cost/modelCost.ts';
export * from './dataType.ts';
export * from './errors.ts';
export * from './graph.ts';
export type * from './ir.ts';
export { openModel } from './openModel.ts';
export * from './operators.ts';
export { partition } from './partition.ts';
export type * from './plan.ts';
export { readModel } from './proto/reader.ts';
export { writeModel, type WriteOptions } from './proto/writer.ts';
export { attentionToMultiHead } from './passes/attentionToMultiHead.ts';
export { constantsToInitializers } from './passes/constantsToInitializers.ts';
export { convertDenoiser, type ConvertedDenoiser } from './passes/convertDenoiser.ts';
export { cutCrossAttention, KEY_MASKS } from './passes/cutCrossAttention.ts';
export { fuseSelfAttention, type FusedLayer, type FusedSelfAttention } from './passes/fuseSelfAttention.ts';
export { findAttention, type AttentionLayer, type AttentionReport } from './passes/findAttention.ts';
export { hoistKeyValue, type SplitModel } from './passes/hoistKeyValue.ts';
export { GUIDANCE_SCALE, nasaToStockOperators } from './passes/nasaToStockOperators.ts';
export { openDenoiser } from './passes/openDenoiser.ts';
export { removeFloat16Casts } from './passes/removeFloat16Casts.ts';
export { taint, type Taint } from './passes/taint.ts';
export { unpackMultiHeadAttention } from './passes/unpackMultiHeadAttention.ts';
export { upcastTensor, upcastToFloat32, upcastValueInfo } from './passes/upcastToFloat32.ts';
export { TOKEN_WEIGHTS, weighValues } from './passes/weighValues.ts';
export * from './tensorData.ts';
