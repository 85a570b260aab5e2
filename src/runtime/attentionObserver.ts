// Watches the attention of a run: softmax(Q K^T * c) of each call once more in plain TypeScript, averaged over heads and layers.

import { resizeMap } from '../lib/resizeMap.ts';
import { InvalidOpError } from './errors.ts';
import type { ObserveOp, ObservedOp } from './opObservation.ts';
import { INPUT, validateAttention, type AttentionCall } from './ops/attentionCall.ts';
import { addShares, type KeyBranch } from './ops/attentionShares.ts';
import type { FrameParameters } from './ops/types.ts';

/** By token, each map [side, side], row by row. */
export interface BranchMaps {
  readonly side: number;
  readonly positive: readonly Float32Array[];
  readonly negative: readonly Float32Array[];
}

/** Sums over the calls whose queries stand on one grid. */
interface GridSums {
  readonly calls: number;
  readonly positive: readonly Float64Array[];
  readonly negative: readonly Float64Array[];
}

/**
 * For one run of a network whose queries are the places of square grids, and whose calls read the same tokens each, without masks.
 * VSF has one softmax over both prompts, the other modes have one for each, whatever they make of the two results.
 */
export class AttentionObserver {
  readonly #sums = new Map<number, GridSums>();

  constructor(readonly frame: FrameParameters) {}

  /** For PlanRun.observe. */
  readonly observe: ObserveOp = async (op) => {
    const call = validateAttention(op.node, op.shapes);
    const side = Math.sqrt(call.queries);
    if (!Number.isInteger(side) || call.batch !== 1 || call.masked)
      throw new InvalidOpError(op.node.opType, op.node.name, 'its attention is not over one square picture');
    const query = await op.read(INPUT.query);
    const positive = await branchOf(op, INPUT.positiveKey, call.positiveKeys, call);
    const negative = await branchOf(op, INPUT.negativeKey, call.negativeKeys, call);
    if (this.frame.mode === 'vsf')
      addShares(call, query, [positive, { ...negative, shift: -this.frame.offset }]);
    else for (const branch of [positive, negative]) addShares(call, query, [branch]);
    this.#add(side, positive, negative);
  };

  /** The mean over all calls, on the finest grid of them; each place of all tokens together is 1 in each softmax. */
  maps(): BranchMaps {
    const side = Math.max(...this.#sums.keys());
    const grids = [...this.#sums];
    const calls = grids.reduce((sum, [, grid]) => sum + grid.calls, 0);
    const mean = (branch: 'positive' | 'negative'): Float32Array[] =>
      grids[0]![1][branch].map((_, token) => {
        const maps = grids.map(([from, grid]) => resizeMap(grid[branch][token]!, from, side));
        return Float32Array.from(maps[0]!, (_, place) =>
          maps.reduce((sum, map) => sum + map[place]! / calls, 0),
        );
      });
    return { side, positive: mean('positive'), negative: mean('negative') };
  }

  #add(side: number, positive: KeyBranch, negative: KeyBranch): void {
    const known = this.#sums.get(side);
    const plus = (
      sums: readonly Float64Array[] | undefined,
      { shares }: KeyBranch,
    ): readonly Float64Array[] =>
      shares.map((map, token) => map.map((share, place) => share + (sums?.[token]?.[place] ?? 0)));
    this.#sums.set(side, {
      calls: (known?.calls ?? 0) + 1,
      positive: plus(known?.positive, positive),
      negative: plus(known?.negative, negative),
    });
  }
}

async function branchOf(
  op: ObservedOp,
  index: number,
  count: number,
  { queries }: AttentionCall,
): Promise<KeyBranch> {
  const key = count > 0 ? await op.read(index) : new Float32Array();
  return { key, shift: 0, shares: Array.from({ length: count }, () => new Float64Array(queries)) };
}
