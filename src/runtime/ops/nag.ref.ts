// NAG as the paper writes it (arXiv 2505.21179, eq. 7 to 10), in float64.

import { attendBranch, type AttentionProblem } from './attention.ref.ts';
import type { NagGuidance } from './types.ts';

/** Keeps 0 / 0 away; far below any norm that matters. */
const EPSILON = 1e-300;

/** [B, S, N*H]. Without a live negative key there is nothing to push away from: Z+. */
export function nagReference(problem: AttentionProblem, guidance: NagGuidance): Float64Array {
  const positive = attendBranch(problem, problem.positive);
  const negative = attendBranch(problem, problem.negative);
  const channels = problem.heads * problem.headSize;
  const output = positive.slice();
  for (let token = 0; token < problem.batch * problem.queries; token++) {
    if (!hasLiveKey(problem, Math.floor(token / problem.queries))) continue;
    const [start, end] = [token * channels, (token + 1) * channels];
    output.set(guideToken(positive.subarray(start, end), negative.subarray(start, end), guidance), start);
  }
  return output;
}

/** One token over all its heads. */
function guideToken(
  positive: Float64Array,
  negative: Float64Array,
  { scale: phi, tau, alpha }: NagGuidance,
): Float64Array {
  const pushed = positive.map((z, i) => z + phi * (z - negative[i]!)); // eq. 7
  const ratio = l1Norm(pushed) / Math.max(l1Norm(positive), EPSILON); // eq. 8
  const factor = Math.min(ratio, tau) / Math.max(ratio, EPSILON); // eq. 9
  return positive.map((z, i) => alpha * factor * pushed[i]! + (1 - alpha) * z); // eq. 10
}

const l1Norm = (values: Float64Array) => values.reduce((sum, value) => sum + Math.abs(value), 0);

function hasLiveKey({ negative: { count, mask } }: AttentionProblem, batch: number): boolean {
  return Array.from({ length: count }, (_, t) => mask?.[batch * count + t]).some((live) => live !== 0);
}
