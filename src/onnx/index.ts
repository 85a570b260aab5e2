// The public names of src/onnx: files to graphs and back, rewrites, and plans.

export * from './attributes.ts';
export * from './build.ts';
export * from './dataType.ts';
export * from './errors.ts';
export * from './graph.ts';
export type * from './ir.ts';
export * from './operators.ts';
export { partition } from './partition.ts';
export type * from './plan.ts';
export { readModel } from './proto/reader.ts';
export { writeModel, type WriteOptions } from './proto/writer.ts';
export { constantsToInitializers } from './passes/constantsToInitializers.ts';
export { removeIdleCasts } from './passes/removeIdleCasts.ts';
export { upcastToFloat32 } from './passes/upcastToFloat32.ts';
export * from './tensorData.ts';
