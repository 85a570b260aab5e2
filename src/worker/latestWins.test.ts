// The queue of size one: what is replaced, what is stopped, what is spared, and that failures do not block it.
import { describe, expect, it } from 'vitest';
import { frameRequest, MemoryEngine, settleTasks } from '../../e2e/fixtures/memoryEngine.ts';
import { LatestWins } from './latestWins.ts';

const scales = (engine: MemoryEngine): number[] => engine.requests.map((request) => request.scale);

describe('LatestWins', () => {
  it('runs the newest and supersedes every request between it and the running one', async () => {
    const engine = new MemoryEngine();
    const queue = new LatestWins(engine);
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => queue.generate(frameRequest({ scale: index / 200 }))),
    );
    expect(outcomes.at(-1)?.status).toBe('done');
    expect(outcomes.slice(0, -1).map((outcome) => outcome.status)).toEqual(Array(199).fill('superseded'));
    expect(scales(engine)).toEqual([0, 199 / 200]);
  });

  it('lets a dragged frame show its first pane, then stops it', async () => {
    const engine = new MemoryEngine(false);
    const queue = new LatestWins(engine);
    const shown: string[] = [];
    const first = queue.generate(frameRequest({ scale: 0.1 }), ({ mode }) => shown.push(`${mode} 0.1`));
    const second = queue.generate(frameRequest({ scale: 0.2 }), ({ mode }) => shown.push(`${mode} 0.2`));
    for (let step = 0; step < 5; step++) await engine.step();
    expect(await first).toMatchObject({ status: 'superseded' });
    expect(await second).toMatchObject({ status: 'done' });
    expect(shown).toEqual(['nasa 0.1', 'nasa 0.2', 'none 0.2', 'cfg 0.2']);
  });

  it.each([{ positive: 'dog' }, { negative: 'dark' }, { seed: 8 }, { steps: 4 }])(
    'stops at once for a new %o',
    async (change) => {
      const engine = new MemoryEngine(false);
      const queue = new LatestWins(engine);
      const shown: number[] = [];
      const first = queue.generate(frameRequest(), () => shown.push(1));
      const second = queue.generate(frameRequest(change), () => shown.push(2));
      for (let step = 0; step < 4; step++) await engine.step();
      expect(await first).toMatchObject({ status: 'superseded' });
      expect(await second).toMatchObject({ status: 'done' });
      expect(shown).toEqual([2, 2, 2]);
    },
  );

  it('stops a frame that has already shown a pane', async () => {
    const engine = new MemoryEngine(false);
    const queue = new LatestWins(engine);
    const first = queue.generate(frameRequest({ scale: 0.1 }));
    await engine.step();
    void queue.generate(frameRequest({ scale: 0.2 }));
    await engine.step();
    expect(await first).toMatchObject({ status: 'superseded' });
  });

  it('goes on after a failed frame, and gives each caller its own outcome', async () => {
    const engine = new MemoryEngine();
    const queue = new LatestWins(engine);
    engine.failNext = new Error('device went away');
    const first = queue.generate(frameRequest({ scale: 0.1 }));
    const second = queue.generate(frameRequest({ scale: 0.2 }));
    await expect(first).rejects.toThrow('device went away');
    expect(await second).toMatchObject({ status: 'done' });
  });

  it('drops the waiting frame and stops the running one on cancel', async () => {
    const engine = new MemoryEngine(false);
    const queue = new LatestWins(engine);
    const first = queue.generate(frameRequest({ scale: 0.1 }));
    const second = queue.generate(frameRequest({ scale: 0.2 }));
    await queue.cancel();
    await engine.step();
    await settleTasks();
    expect([(await first).status, (await second).status]).toEqual(['superseded', 'superseded']);
    expect(scales(engine)).toEqual([0.1]);
  });
});
