// The only file that imports ONNX Runtime: one call at a time, on one provider, which never changes in silence.

import * as ort from 'onnxruntime-web/webgpu';
import { OnnxRuntimeError } from './errors.ts';
import type { OrtModel } from './ortModel.ts';

export { Tensor } from 'onnxruntime-web/webgpu';
export type { InferenceSession } from 'onnxruntime-web/webgpu';

/** Where a session runs. */
export type OrtTarget = WebGpuTarget | { readonly provider: 'wasm' };

interface WebGpuTarget {
  readonly provider: 'webgpu';
  readonly device: GPUDevice;
  /** Refuse a model of which ONNX Runtime would run any node on the CPU, shape arithmetic included. */
  readonly gpuOnly?: boolean;
}

/** Threads of the wasm provider; they need a cross-origin isolated page, and Node's single thread is enough there. */
const MAX_THREADS = 4;

function configure(): void {
  const isolated = 'crossOriginIsolated' in globalThis && globalThis.crossOriginIsolated;
  ort.env.wasm.numThreads = isolated ? Math.min(MAX_THREADS, navigator.hardwareConcurrency || 1) : 1;
  ort.env.logLevel = 'error';
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * ONNX Runtime Web (1.30, asyncify build) can suspend in one call only: a second run or creation meanwhile ends in
 * "memory access out of bounds", and two creations in "another WebGPU EP inference session is being created".
 * So every call waits for the one before, whichever session it is for; a failed one does not hold up the next.
 */
function inTurn<Result>(label: string, call: () => Promise<Result>): Promise<Result> {
  const result = queue.then(call).catch((cause: unknown) => {
    throw new OnnxRuntimeError(label, cause);
  });
  queue = result.catch(() => {});
  return result;
}

/**
 * The weights may go once the session is there: nothing refers to them then.
 * @param label names the session in error messages
 * @throws OnnxRuntimeError
 */
export function createOrtSession(
  { bytes, weights }: OrtModel,
  target: OrtTarget,
  label: string,
): Promise<ort.InferenceSession> {
  return inTurn(label, () => {
    configure();
    const externalData = [...weights].map(([path, data]) => ({ path, data }));
    return ort.InferenceSession.create(bytes, { ...sessionOptions(target), externalData });
  });
}

/** @throws OnnxRuntimeError naming `label` */
export function runOrtSession(
  session: ort.InferenceSession,
  feeds: ort.InferenceSession.FeedsType,
  label: string,
): Promise<ort.InferenceSession.ReturnType> {
  return inTurn(label, () => session.run(feeds));
}

/** @throws OnnxRuntimeError naming `label` */
export function releaseOrtSession(session: ort.InferenceSession, label: string): Promise<void> {
  return inTurn(label, () => session.release());
}

function sessionOptions(target: OrtTarget): ort.InferenceSession.SessionOptions {
  // Shape arithmetic runs on the CPU by design; ORT warns of it at every session. 3 is errors only.
  const logSeverityLevel = 3;
  if (target.provider === 'wasm') return { logSeverityLevel, executionProviders: ['wasm'] };
  return {
    logSeverityLevel,
    // An object, not a string: the options of a string are ignored. The device is ours, so that kernels share buffers.
    executionProviders: [{ name: 'webgpu', device: target.device }],
    preferredOutputLocation: 'gpu-buffer',
    ...(target.gpuOnly && { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
  };
}
