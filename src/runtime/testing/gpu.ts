// What every GPU test starts from: Node as a host, one device, and tests that skip by name where a feature lacks.

import { test, type TestFunction } from 'vitest';
import { openDevice, type GpuContext } from '../device.ts';
import { installNodeHost } from '../nodeHost.ts';

installNodeHost();

/** One device for all tests of a file. */
export const gpu: GpuContext = await openDevice();

/** A test that needs shader-f16; without it, the reporter counts it as skipped and its name says why. */
export function testFloat16(name: string, body: TestFunction): void {
  test.skipIf(!gpu.hasFloat16)(`${name} [needs shader-f16]`, body);
}

export type FloatType = 'float32' | 'float16';

/** Both element types, the float16 one under its feature. */
export function testFloatTypes(name: string, body: (type: FloatType) => void | Promise<void>): void {
  test(`${name} (float32)`, () => body('float32'));
  testFloat16(`${name} (float16)`, () => body('float16'));
}

/** Fails where the device reported an error that no scope caught. */
export async function expectHealthyDevice(): Promise<void> {
  await gpu.device.queue.onSubmittedWorkDone();
  gpu.assertHealthy();
}
