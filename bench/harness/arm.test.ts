// How often an arm has to run in one go.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { calibrate, type Arm } from './arm.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

const device = { queue: { onSubmittedWorkDone: () => Promise.resolve(undefined) } } as unknown as GPUDevice;

/** @param hiccup ms that the first burst takes longer */
function armOf(milliseconds: number, hiccup = 0): Arm {
  let extra = hiccup;
  const submit = (repeats: number) => {
    vi.advanceTimersByTime(repeats * milliseconds + extra);
    extra = 0;
  };
  return { name: 'an arm', submit, ownPasses: false, release: () => {} };
}

it.each([0.01, 0.3, 1, 7])('an arm of %d ms runs for 20 ms or a little more', async (milliseconds) => {
  const repeats = await calibrate(armOf(milliseconds), { device, timestamps: undefined });
  expect(repeats * milliseconds).toBeGreaterThanOrEqual(20);
  expect(repeats * milliseconds).toBeLessThan(30);
});

it('an arm of seconds runs once', async () => {
  expect(await calibrate(armOf(3000), { device, timestamps: undefined })).toBe(1);
});

it('a hiccup of the machine does not pass for a long arm', async () => {
  const repeats = await calibrate(armOf(1, 500), { device, timestamps: undefined });
  expect(repeats).toBeGreaterThanOrEqual(20);
});
