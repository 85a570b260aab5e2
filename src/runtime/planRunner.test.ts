// Who frees what, and when a step is not run again: with runners that only count.

import { describe, expect, test, vi } from 'vitest';
import { DataType, makeValueInfo } from '../onnx/index.ts';
import { Tensor } from './ort.ts';
import { PlanRunner, type StepFacts, type StepRunner } from './planRunner.ts';
import type { Value } from './values.ts';

const tensor = () => new Tensor('float32', [1], [1]);
const made = () => ({ tensor: tensor(), free: vi.fn<Value['free']>() });

/** A step that makes one fresh value each time it runs. */
function counting(step: Omit<StepFacts, 'kind'>) {
  const results: ReturnType<typeof made>[] = [];
  const run = vi.fn<StepRunner['run']>(() => {
    const value = made();
    results.push(value);
    return Promise.resolve([value]);
  });
  return { step, runner: { run, release: vi.fn() }, results };
}

/** latent -> (segment) -> features; features, key, weights -> (op) -> image */
function build() {
  const prefix = counting({
    inputs: ['latent'],
    outputs: ['features'],
    frees: [],
    dependsOn: new Set(['latent']),
  });
  const op = counting({
    inputs: ['features', 'key', 'weights'],
    outputs: ['image'],
    frees: ['features'],
    dependsOn: new Set(['latent', 'key']),
  });
  const info = (name: string) => makeValueInfo(name, DataType.Float32, [1]);
  const weights = made();
  const runner = new PlanRunner(
    ['latent', 'key'].map(info),
    [info('image')],
    [
      { step: { kind: 'segment', ...prefix.step }, runner: prefix.runner },
      { step: { kind: 'op', ...op.step }, runner: op.runner },
    ],
    new Map([['weights', weights]]),
  );
  return { runner, prefix, op, weights };
}

const NONE = { frame: { mode: 'none' } } as const;
const ASIDE = { ...NONE, aside: true } as const;
const feeds = (latent = tensor(), key = tensor()) => new Map(Object.entries({ latent, key }));

describe('PlanRunner', () => {
  test('constants outlive every run and go with the runner', async () => {
    const { runner, weights } = build();
    await runner.run(feeds(), NONE);
    await runner.run(feeds(), NONE);
    expect(weights.free).not.toHaveBeenCalled();
    await runner.release();
    expect(weights.free).toHaveBeenCalledOnce();
  });

  test('outputs belong to the caller', async () => {
    const { runner, op } = build();
    const outputs = await runner.run(feeds(), NONE);
    expect(outputs.get('image')).toBe(op.results[0]);
    expect(op.results[0]?.free).not.toHaveBeenCalled();
  });

  test('steps before the first op are not run again for the same tensor objects', async () => {
    const { runner, prefix, op } = build();
    const latent = tensor();
    await runner.run(feeds(latent), NONE);
    await runner.run(feeds(latent), NONE);
    expect(prefix.runner.run).toHaveBeenCalledOnce();
    expect(op.runner.run).toHaveBeenCalledTimes(2);
    expect(prefix.results[0]?.free).not.toHaveBeenCalled();
  });

  test('a new tensor object makes them run again and frees what they kept', async () => {
    const { runner, prefix } = build();
    await runner.run(feeds(), NONE);
    await runner.run(feeds(), NONE);
    expect(prefix.runner.run).toHaveBeenCalledTimes(2);
    expect(prefix.results[0]?.free).toHaveBeenCalledOnce();
    await runner.release();
    expect(prefix.results[1]?.free).toHaveBeenCalledOnce();
  });

  test('a run aside uses what others remember, and leaves it to them whatever it is fed', async () => {
    const { runner, prefix } = build();
    const latent = tensor();
    await runner.run(feeds(latent), NONE);
    await runner.run(feeds(latent), ASIDE);
    expect(prefix.runner.run).toHaveBeenCalledOnce();
    const other = tensor();
    for (const each of [other, other, tensor()]) await runner.run(feeds(each), ASIDE);
    expect(prefix.runner.run).toHaveBeenCalledTimes(3);
    expect(prefix.results[1]?.free, 'its own memory holds one result').toHaveBeenCalledOnce();
    await runner.run(feeds(latent), NONE);
    expect(prefix.runner.run).toHaveBeenCalledTimes(3);
    await runner.release();
    for (const { free } of prefix.results) expect(free).toHaveBeenCalledOnce();
  });

  test('a cancelled run stops before its next step', async () => {
    const { runner, prefix, op } = build();
    const controller = new AbortController();
    prefix.runner.run.mockImplementationOnce(() => {
      controller.abort();
      return Promise.resolve([made()]);
    });
    await expect(runner.run(feeds(), { ...NONE, signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(op.runner.run).not.toHaveBeenCalled();
  });
});
