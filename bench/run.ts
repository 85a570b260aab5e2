// `npm run bench -- --suite frame [--frames n] [--json]`: what a frame costs in each guidance mode, on the shipped model.

import { parseArgs } from 'node:util';
import type { GuidanceMode } from '../src/protocol/engine.ts';
import { BACKEND_USAGE, openNodeEngine, readBackend } from '../scripts/node/openEngine.ts';
import { runProgram, UsageError } from '../scripts/node/program.ts';
import { summary } from './statistics.ts';

const USAGE = `npm run bench -- --suite frame [--frames n] ${BACKEND_USAGE} [--json]`;
const MODES = ['none', 'nasa', 'cfg'] as const satisfies readonly GuidanceMode[];
const WARM_UP_FRAMES = 3;

function readArguments() {
  const { values } = parseArgs({
    options: {
      suite: { type: 'string', default: 'frame' },
      frames: { type: 'string', default: '21' },
      backend: { type: 'string', default: 'auto' },
      json: { type: 'boolean', default: false },
    },
  });
  const { suite, json } = values;
  if (suite !== 'frame') throw new UsageError(`--suite ${suite} does not exist; there is frame.`);
  const backend = readBackend(values.backend);
  const frames = Number(values.frames);
  if (!Number.isInteger(frames) || frames < 1)
    throw new UsageError('--frames must be a whole number above 0.');
  return { backend, json, frames } as const;
}

/** A new seed for every frame, so that no pass is served from memory; the modes take turns within each frame. */
async function main(): Promise<void> {
  const { backend, json, frames } = readArguments();
  const engine = await openNodeEngine();
  const { adapter, backend: ranOn, imageSize } = await engine.load({ backend });
  const milliseconds: Record<(typeof MODES)[number], number[]> = { none: [], nasa: [], cfg: [] };
  for (let seed = 0; seed < WARM_UP_FRAMES + frames; seed++) {
    const request = { positive: 'cat', negative: 'blurry', scale: 1, seed, panes: MODES };
    const outcome = await engine.generate(request);
    if (outcome.status !== 'done' || seed < WARM_UP_FRAMES) continue;
    for (const { mode, frame } of outcome.panes) milliseconds[mode].push(frame);
  }
  const arms = MODES.map((name) => ({
    name,
    shape: `${imageSize}x${imageSize}`,
    ms: summary(milliseconds[name]),
    n: frames,
  }));
  const median = (mode: (typeof MODES)[number]) => summary(milliseconds[mode]).median;
  const ratios = {
    nasa_over_plain: ratio(median('nasa'), median('none')),
    cfg_over_nasa: ratio(median('cfg'), median('nasa')),
  };
  console.log(JSON.stringify({ suite: 'frame', adapter, backend: ranOn, arms, ratios }, null, json ? 0 : 2));
}

function ratio(above: number, below: number): number {
  return Number((above / below).toFixed(3));
}

await runProgram(main, USAGE);
