// `npm run bench -- --suite frame`: what a frame costs in each guidance mode, on the shipped model.

import type { GuidanceMode } from '../src/protocol/guidance.ts';
import { panesOf } from '../src/protocol/panesOf.ts';
import { openNodeEngine, type NodeBackend } from '../scripts/node/openEngine.ts';
import { summary } from './statistics.ts';

const MODES = ['none', 'nasa', 'cfg'] as const satisfies readonly GuidanceMode[];
/** NASA draws first, as on the page. */
const PANES = panesOf(['nasa', 'none', 'cfg']);
const WARM_UP_FRAMES = 3;

/** A new seed for every frame, so that no pass is served from memory; the modes take turns within each frame. */
export async function frameSuite({
  backend,
  frames,
}: {
  readonly backend: NodeBackend;
  readonly frames: number;
}) {
  const engine = await openNodeEngine();
  const { adapter, backend: ranOn, imageSize } = await engine.load({ backend });
  const milliseconds: Record<(typeof MODES)[number], number[]> = { none: [], nasa: [], cfg: [] };
  for (let seed = 0; seed < WARM_UP_FRAMES + frames; seed++) {
    const request = { positive: 'cat', negative: 'blurry', scale: 1, seed, panes: PANES };
    const outcome = await engine.generate(request);
    if (outcome.status !== 'done' || seed < WARM_UP_FRAMES) continue;
    for (const mode of MODES)
      milliseconds[mode].push(outcome.panes.find((pane) => pane.mode === mode)?.frame ?? NaN);
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
  return { suite: 'frame', adapter, backend: ranOn, arms, ratios };
}

function ratio(above: number, below: number): number {
  return Number((above / below).toFixed(3));
}
