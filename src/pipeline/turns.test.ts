// Frames before renders: who waits, who is stopped, and who begins again.

import { describe, expect, test } from 'vitest';
import { CancelledError } from '../runtime/index.ts';
import { Turns } from './turns.ts';

/** A drawing of steps that are let go one by one, and that notices its signal between two of them. */
function stepwise(name: string, log: string[], steps = 2) {
  const waiting: (() => void)[] = [];
  const draw = async (signal?: AbortSignal): Promise<string> => {
    for (let step = 1; step <= steps; step++) {
      if (signal?.aborted) throw new CancelledError();
      log.push(`${name} ${step}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    return name;
  };
  return { draw, goOn: () => waiting.shift()?.() };
}

const NEVER = new AbortController().signal;
const rest = (milliseconds = 5) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await rest();
}

describe('Turns', () => {
  test('a frame stops a running render between two steps, and the render begins again', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const cell = stepwise('cell', log);
    const frame = stepwise('frame', log, 1);
    const rendered = turns.render(cell.draw, NEVER);
    await until(() => log.length === 1);
    const drawn = turns.frame(frame.draw);
    await rest();
    expect(log, 'the frame waits for the step').toEqual(['cell 1']);
    cell.goOn();
    await until(() => log.length === 2);
    frame.goOn();
    expect(await drawn).toBe('frame');
    await until(() => log.length === 3);
    cell.goOn();
    await until(() => log.length === 4);
    cell.goOn();
    expect(await rendered).toBe('cell');
    expect(log).toEqual(['cell 1', 'frame 1', 'cell 1', 'cell 2']);
  });

  test('no render begins between the frames of a drag', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const rendered = turns.render(async () => log.push('cell'), NEVER);
    for (let move = 0; move < 10; move++) {
      await turns.frame(async () => log.push('frame'));
      await rest(16);
    }
    await rendered;
    expect(log).toEqual([...Array<string>(10).fill('frame'), 'cell']);
  });

  test('renders go one after the other, in order, and a failed one holds up neither frames nor renders', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const failed = turns.render(() => Promise.reject(new Error('odd tensor')), NEVER);
    const renders = [1, 2, 3].map((cell) => turns.render(async () => log.push(`cell ${cell}`), NEVER));
    await expect(failed).rejects.toThrow('odd tensor');
    await Promise.all(renders);
    await turns.frame(async () => log.push('frame'));
    expect(log).toEqual(['cell 1', 'cell 2', 'cell 3', 'frame']);
  });

  test('a cancelled render ends, running or waiting, and is not drawn again', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const cancel = new AbortController();
    const running = stepwise('running', log);
    const ends = [running, stepwise('waiting', log)].map(({ draw }) => turns.render(draw, cancel.signal));
    const settled = Promise.allSettled(ends);
    await until(() => log.length === 1);
    cancel.abort();
    running.goOn();
    for (const outcome of await settled)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    expect(log).toEqual(['running 1']);
  });
});
