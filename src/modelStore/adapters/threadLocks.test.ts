// One at a time, in order, and those who give up or fail do not hold up the rest.

import { expect, it } from 'vitest';
import { ThreadLocks } from './threadLocks.ts';

/** A task that runs until it is told to end. */
function longTask(log: string[], name: string) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async () => {
    log.push(`${name} starts`);
    await ended;
    log.push(`${name} ends`);
    return name;
  };
  return { run, end };
}

it('runs one task after the other and says who waits', async () => {
  const locks = new ThreadLocks();
  const log: string[] = [];
  const [a, b] = [longTask(log, 'a'), longTask(log, 'b')];
  const first = locks.hold('x', { onWait: () => log.push('a waits') }, a.run);
  const second = locks.hold('x', { onWait: () => log.push('b waits') }, b.run);
  b.end();
  a.end();
  expect(await Promise.all([first, second])).toEqual(['a', 'b']);
  expect(log).toEqual(['b waits', 'a starts', 'a ends', 'b starts', 'b ends']);
});

it('another name is another lock', async () => {
  const locks = new ThreadLocks();
  const blocker = longTask([], 'a');
  const blocked = locks.hold('x', {}, blocker.run);
  expect(await locks.hold('y', {}, async () => 'free')).toBe('free');
  blocker.end();
  await blocked;
});

it('passes a failure to its caller and goes on', async () => {
  const locks = new ThreadLocks();
  const failing = locks.hold('x', {}, () => Promise.reject(new Error('no')));
  const next = locks.hold('x', {}, async () => 'next');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('next');
});

it('whoever gives up waiting never runs, and does not let those behind in early', async () => {
  const locks = new ThreadLocks();
  const log: string[] = [];
  const a = longTask(log, 'a');
  const stop = new AbortController();
  const first = locks.hold('x', {}, a.run);
  const second = locks.hold('x', { signal: stop.signal }, async () => log.push('b'));
  const third = locks.hold('x', {}, async () => log.push('c'));
  stop.abort(new Error('gave up'));
  await expect(second).rejects.toThrow('gave up');
  expect(log).toEqual(['a starts']);
  a.end();
  await Promise.all([first, third]);
  expect(log).toEqual(['a starts', 'a ends', 'c']);
});

it('what onWait throws ends the wait', async () => {
  const locks = new ThreadLocks();
  const a = longTask([], 'a');
  const first = locks.hold('x', {}, a.run);
  const onWait = () => {
    throw new Error('busy');
  };
  await expect(locks.hold('x', { onWait }, async () => 'never')).rejects.toThrow('busy');
  a.end();
  expect(await first).toBe('a');
});
