// A graph of stock operators on stock ONNX Runtime Web: one session, nothing of ours around it.

import { removeFloat16Casts, upcastToFloat32, type Model } from '../../src/onnx/index.ts';
import { createOrtSession, runOrtSession, type OrtTarget, type Tensor } from '../../src/runtime/ort.ts';
import { ortModel } from '../../src/runtime/ortModel.ts';
import type { GpuRuntime, Precision } from '../../src/runtime/index.ts';

export interface StockPlace {
  readonly provider: 'webgpu' | 'wasm';
  readonly gpu: GpuRuntime | undefined;
  readonly precision: Precision;
}

export interface StockSession {
  /** @returns the first output, where the provider leaves it; the caller disposes it */
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Tensor>;
}

/** On the provider and in the precision that ours runs in. @throws OnnxRuntimeError */
export async function openStockSession(model: Model, place: StockPlace): Promise<StockSession> {
  const { provider, gpu, precision } = place;
  const target: OrtTarget = provider === 'wasm' ? { provider } : { provider, device: gpu!.device };
  const graph = precision === 'float32' ? upcastToFloat32(removeFloat16Casts(model)) : model;
  const label = 'the stock model';
  const session = await createOrtSession(ortModel(graph), target, label);
  const [output] = session.outputNames;
  return { run: async (feeds) => (await runOrtSession(session, feeds, label))[output!]! };
}
