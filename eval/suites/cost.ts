// Cost suite: FLOPs of a picture counted from the graph, and milliseconds of each mode as measured here.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { guidanceCostOfFile } from '../../scripts/node/guidanceCostOfFile.ts';
import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { panesOf } from '../../src/protocol/panesOf.ts';
import { medianOf } from '../statistics/mean.ts';
import { byMode } from './exclusionResult.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';

const MODELS = fileURLToPath(new URL('../../public/models/', import.meta.url));
const PROMPTS = { positive: 'cat', negative: 'white background' } as const;

/** A new latent each frame, so that none is remembered; modes take turns at going first. */
export async function costSuite(context: SuiteContext, { limit, modes }: SuiteOptions) {
  const { engine, spec, info, model } = context;
  const drawn = [...new Set<GuidanceMode>(['none', ...modes])];
  const times = new Map<GuidanceMode, number[]>(drawn.map((mode) => [mode, []]));
  for (let frame = 0; frame <= limit; frame++) {
    const order = drawn.map((_, i) => drawn[(i + frame) % drawn.length]!);
    for (const [i, mode] of order.entries()) {
      const seed = frame * drawn.length + i;
      const outcome = await engine.generate({ ...PROMPTS, scale: 1, seed, panes: panesOf([mode]) });
      const isWarm = frame > 0; // the first compiles
      if (outcome.status === 'done' && isWarm) times.get(mode)!.push(outcome.panes[0]!.frame);
    }
  }
  const file = path.join(MODELS, spec.folder, spec.checkpoints[0].id, 'frame.onnx');
  const { plain, nasa, nasaCached, frame, prompt, cfg } = await guidanceCostOfFile(file, {
    tokens: spec.text.tokenLimit,
  });
  return {
    suite: 'cost' as const,
    model,
    tokens: spec.text.tokenLimit,
    flops: { plain, nasa, nasaCached, frame, prompt, cfg },
    /** Medians. */
    milliseconds: byMode(drawn, (mode) => medianOf(times.get(mode)!)),
    precision: info.precision,
  };
}

export type CostResult = Awaited<ReturnType<typeof costSuite>>;
