// What this process uses of memory, from Linux' /proc and from V8.

import { readFileSync, writeFileSync } from 'node:fs';
import { collectGarbage } from '../src/runtime/testing/heap.ts';

/** All in MB (10^6 bytes). */
export interface MemoryUse {
  /** Resident: with a software adapter, GPU buffers too. */
  readonly resident: number;
  readonly heap: number;
  /** Array buffers outside V8's heap: files that were read, ONNX Runtime's own wasm memory not. */
  readonly arrayBuffers: number;
}

export interface Measured<Result> {
  readonly result: Result;
  readonly milliseconds: number;
  /** Of all threads, the software adapter's included: what the work costs where others share the cores. */
  readonly cpuMilliseconds: number;
  /** The highest resident size while it ran, and before it started, in MB. */
  readonly peak: number;
  readonly before: number;
}

/** Wrappers of GPU objects are let go by finalizers, some turns of the event loop after the collection that found them. */
const MAX_COLLECTIONS = 20;
const CALM_COLLECTIONS = 3;

/** Once collections free nothing more, so that it counts what is held and not what was dropped. */
export async function memoryUse(): Promise<MemoryUse> {
  let lowest = Infinity;
  for (let round = 0, calm = 0; round < MAX_COLLECTIONS && calm < CALM_COLLECTIONS; round++) {
    await collectGarbage();
    const { heapUsed } = process.memoryUsage();
    calm = heapUsed < lowest ? 0 : calm + 1;
    lowest = Math.min(lowest, heapUsed);
  }
  const { arrayBuffers } = process.memoryUsage();
  return { resident: statusMegabytes('VmRSS'), heap: lowest / 1e6, arrayBuffers: arrayBuffers / 1e6 };
}

export async function measure<Result>(work: () => Result | Promise<Result>): Promise<Measured<Result>> {
  writeFileSync('/proc/self/clear_refs', '5'); // sets VmHWM to the present size (Linux, proc(5))
  const before = statusMegabytes('VmRSS');
  const start = performance.now();
  const cpu = process.cpuUsage();
  const result = await work();
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu); // microseconds
  const cpuMilliseconds = (user + system) / 1000;
  return { result, milliseconds, cpuMilliseconds, before, peak: statusMegabytes('VmHWM') };
}

function statusMegabytes(field: 'VmRSS' | 'VmHWM'): number {
  const match = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'));
  if (!match) throw new Error(`/proc/self/status has no ${field}`);
  return (Number(match[1]) * 1024) / 1e6;
}
