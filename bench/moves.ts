// `npm run bench -- --suite moves`: thousands of slider moves through the engine; nothing may grow, and the last picture must be right.

import { openNodeEngine, type NodeBackend } from '../scripts/node/openEngine.ts';
import { compareArrays } from '../src/lib/compare.ts';
import type { FrameRequest, ImageEngine } from '../src/protocol/engine.ts';
import { panesOf } from '../src/protocol/panesOf.ts';
import { startBufferCensus, type BufferCensus } from '../src/runtime/testing/bufferCensus.ts';
import { memoryUse } from './memory.ts';

/** Buffers are made for the first frames; V8 compiles for some more. */
const WARM_UP_MOVES = 50;
const CHECKPOINTS = 10;
const LAST_SCALE = 0.75;

/**
 * What the heap may grow by between the lowest points of both halves of the run. Single looks at it differ by 1.4 MB, for
 * wrappers of GPU objects go in their own time; a leak of 200 bytes a move is 1 MB between the halves of 10,000.
 */
const HEAP_SLACK_MB = 0.5;

interface Checkpoint {
  readonly moves: number;
  readonly gpuBuffers: number;
  /** 10^6 bytes each. */
  readonly gpuMegabytes: number;
  readonly heap: number;
  readonly arrayBuffers: number;
  readonly resident: number;
}

/** @throws Error where GPU buffers or the heap have grown, or a fresh engine draws another last picture */
export async function movesSuite({
  backend,
  moves,
}: {
  readonly backend: NodeBackend;
  readonly moves: number;
}) {
  const census = startBufferCensus();
  const engine = await openNodeEngine();
  const { adapter, backend: ranOn } = await engine.load({ backend });
  for (let move = 0; move < WARM_UP_MOVES; move++) await drag(engine, scaleAt(move));
  const checkpoints = [await checkpoint(0, census)];
  for (let move = 1; move <= moves; move++) {
    await drag(engine, move === moves ? LAST_SCALE : scaleAt(move));
    if (move % Math.ceil(moves / CHECKPOINTS) === 0 || move === moves)
      checkpoints.push(await checkpoint(move, census));
  }
  const { rgba } = await engine.readPixels('nasa');
  await engine.load({ backend }); // everything anew
  await drag(engine, LAST_SCALE);
  const fresh = (await engine.readPixels('nasa')).rgba;
  const difference = compareArrays(rgba, fresh);
  if (difference !== undefined) throw new Error(`a fresh engine draws another picture: ${difference}`);
  refuseGrowth(checkpoints);
  return { suite: 'moves', adapter, backend: ranOn, moves, checkpoints, lastFrameEqualsFresh: true };
}

async function drag(engine: ImageEngine, scale: number): Promise<void> {
  const request: FrameRequest = {
    positive: 'cat',
    negative: 'white background',
    scale,
    seed: 3,
    panes: panesOf(['nasa']),
  };
  const { status } = await engine.generate(request);
  if (status !== 'done') throw new Error(`a slider move ended as ${status}`);
}

/** Never twice the same in a row, so that every move draws. */
const scaleAt = (move: number) => (move % 151) / 100;

async function checkpoint(moves: number, census: BufferCensus): Promise<Checkpoint> {
  const { heap, arrayBuffers, resident } = await memoryUse();
  const { buffers, bytes } = census.now();
  const point = { moves, gpuBuffers: buffers, gpuMegabytes: bytes / 1e6, heap, arrayBuffers, resident };
  console.error(JSON.stringify(point));
  return point;
}

function refuseGrowth(checkpoints: readonly Checkpoint[]): void {
  const [first, last] = [checkpoints[0]!, checkpoints.at(-1)!];
  if (last.gpuBuffers > first.gpuBuffers)
    throw new Error(`GPU buffers grew from ${first.gpuBuffers} to ${last.gpuBuffers}`);
  const half = Math.floor(checkpoints.length / 2);
  const lowest = (some: readonly Checkpoint[]) => Math.min(...some.map(({ heap }) => heap));
  const [early, late] = [lowest(checkpoints.slice(0, half)), lowest(checkpoints.slice(half))];
  if (!(late - early <= HEAP_SLACK_MB)) throw new Error(`the heap grew from ${early} to ${late} MB`);
}
