// Candidates compiled, checked and timed on a real device that has `subgroups`, with and without a memory.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeNode } from '../../onnx/index.ts';
import { SelfTestError } from '../errors.ts';
import { KernelCache } from '../gpu/kernel.ts';
import { profileOf } from '../gpuRuntime.ts';
import { nasaCrossAttention } from '../ops/nasaCrossAttention.ts';
import type { FrameParameters, GpuProfile, PreparedCall } from '../ops/types.ts';
import type { FloatType } from '../testing/gpu.ts';
import { openWithSubgroups, subgroupMinSize } from '../testing/subgroups.ts';
import { withBroken, WRONG, DOES_NOT_COMPILE } from '../testing/brokenKernels.ts';
import type { GpuContext } from '../device.ts';
import { KernelTuner, type TuningOptions } from './kernelTuner.ts';
import { faultOf } from './selfTest.ts';

const HEADS = 2;
const HEAD_SIZE = 32;
const NODE = makeNode('steeraway::NasaCrossAttention', [], ['z'], { num_heads: HEADS });

let context: GpuContext;
let kernels: KernelCache;
/** Little memory and few invocations: two tiles that are quick to compile, each with and without subgroups. */
let profile: GpuProfile;

beforeAll(async () => {
  context = await openWithSubgroups();
  kernels = new KernelCache(context.device);
  profile = { ...profileOf(context), workgroupBytes: 4096, maxInvocations: 64 };
});
afterAll(() => context.destroy());

interface CallOptions {
  readonly type?: FloatType;
  readonly keys?: number;
  readonly mode?: FrameParameters['mode'];
}

function attention({ type = 'float32', keys = 60, mode = 'nasa' }: CallOptions = {}): PreparedCall {
  const shapes = [200, keys, keys, 11, 11].map((rows) => ({ type, dims: [1, rows, HEADS * HEAD_SIZE] }));
  return nasaCrossAttention.prepare(NODE, shapes, profile, mode);
}

class TextStore {
  writes = 0;
  constructor(public text?: string) {}
  async read(): Promise<string | undefined> {
    return this.text;
  }
  async write(text: string): Promise<void> {
    this.text = text;
    this.writes++;
  }
}

/** Whatever the tests before have compiled is there already. */
const openTuner = (options: TuningOptions = {}) =>
  new KernelTuner(context, kernels, { tune: 'always', budgetMilliseconds: Infinity, ...options });

const namesOf = ({ candidates }: PreparedCall) => candidates.map(({ name }) => name);

describe.skipIf(subgroupMinSize < HEAD_SIZE / 4)('on a device with subgroups [of 8 or more]', () => {
  test('every candidate is right, all are timed, one of them runs', async () => {
    const tuner = openTuner();
    const call = attention();
    expect(namesOf(call).filter((name) => name.endsWith('_subgroups'))).toHaveLength(2);
    const { name } = await tuner.choose(call);
    expect(namesOf(call)).toContain(name);
    const [choice] = tuner.choices;
    expect(choice).toMatchObject({ shape: call.shape, kernel: name, chosen: 'measured' });
    expect(Object.keys(choice!.milliseconds)).toEqual(namesOf(call));
    for (const milliseconds of Object.values(choice!.milliseconds)) expect(milliseconds).toBeGreaterThan(0);
    expect(tuner.notices).toEqual([
      expect.stringMatching(
        /^maxComputeWorkgroupStorageSize is 4096: heads of 32 run in chunks of \d+ keys\.$/,
      ),
    ]);
  });

  test('reductions by subgroups are right for NAG, and from float16', async () => {
    const call = attention({ type: context.hasFloat16 ? 'float16' : 'float32', mode: 'nag' });
    const name = namesOf(call).find((candidate) => candidate.endsWith('_subgroups'))!;
    expect(await faultOf(name, call, kernels), name).toBeUndefined();
  });

  test('a choice is remembered: the next engine measures nothing, for any prompt of about that length', async () => {
    const store = new TextStore();
    const first = openTuner({ store });
    const { name } = await first.choose(attention());
    expect(store.writes).toBe(1);
    const next = openTuner({ store });
    expect((await next.choose(attention({ keys: 57 }))).name).toBe(name);
    expect(next.choices).toMatchObject([{ kernel: name, chosen: 'remembered' }]);
    expect(next.choices[0]!.milliseconds).toEqual(first.choices[0]!.milliseconds);
    expect(store.writes).toBe(1);
  });

  test('where the time runs out, the best so far runs, and the next visit measures again', async () => {
    const store = new TextStore();
    const tuner = openTuner({ store, budgetMilliseconds: 1 });
    const { name } = await tuner.choose(attention());
    expect(name).toBe(namesOf(attention())[0]);
    const reason = 'the fastest of 1 on this adapter, before the time was used up';
    expect(tuner.choices).toMatchObject([{ chosen: 'measured', reason }]);
    expect(store.writes).toBe(0);
    await tuner.choose(attention({ keys: 20 }));
    expect(tuner.choices[1]).toMatchObject({ chosen: 'fixed', reason: 'the time for measuring was used up' });
  });

  test.each([
    ['damaged', () => '{"format":1,"adapters":{'],
    [
      'of a kernel that is not offered',
      (text: string) => text.replace(/"kernel":"[^"]*"/, '"kernel":"gone"'),
    ],
  ])('a memory %s is measured anew', async (_what, spoil) => {
    const store = new TextStore();
    await openTuner({ store }).choose(attention());
    const spoilt = new TextStore(spoil(store.text!));
    expect(spoilt.text).not.toBe(store.text);
    const tuner = openTuner({ store: spoilt });
    await tuner.choose(attention());
    expect(tuner.choices).toMatchObject([{ chosen: 'measured' }]);
    expect(spoilt.writes).toBe(1);
  });
});

test('a candidate that does not compile, and one that is wrong, are left out by name', async () => {
  const call = withBroken(attention(), [DOES_NOT_COMPILE, WRONG]);
  for (const tune of ['always', 'auto'] as const) {
    const tuner = openTuner({ tune, budgetMilliseconds: tune === 'auto' ? 0 : Infinity });
    expect(namesOf(attention())).toContain((await tuner.choose(call)).name);
    const [first, second] = tuner.notices; // the third is the limit
    expect(first).toMatch(
      /^The kernel does_not_compile is left out on .*: The shader does_not_compile does not compile/,
    );
    expect(second).toMatch(
      /^The kernel wrong is left out on .*: its relative error is .* in float32, mode nasa\.$/,
    );
  }
});

test('where none is right, the error names them all', async () => {
  const call = withBroken(attention(), [WRONG, DOES_NOT_COMPILE], 'alone');
  for (const tune of ['always', 'auto'] as const) {
    const attempt = openTuner({ tune, budgetMilliseconds: tune === 'auto' ? 0 : Infinity }).choose(call);
    await expect(attempt).rejects.toThrow(SelfTestError);
    await expect(attempt).rejects.toThrow(/wrong: its relative error.*does_not_compile: The shader/);
  }
});

test('an emulated GPU measures nothing unless told to', async () => {
  const tuner = new KernelTuner({ ...context, isSoftware: true }, kernels);
  const call = attention();
  const { name } = await tuner.choose(call);
  expect(name).toBe(namesOf(call)[0]);
  expect(tuner.choices).toMatchObject([
    { kernel: name, chosen: 'fixed', reason: 'fixed choice on an emulated GPU', milliseconds: {} },
  ]);
});
