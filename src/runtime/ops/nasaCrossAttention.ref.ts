// Every guidance mode as its paper writes it, in float64.

import { attend, attendBranch, type AttentionProblem } from './attention.ref.ts';
import { nagReference } from './nag.ref.ts';
import type { FrameParameters } from './types.ts';

/** [B, S, N*H]. A branch without live keys is 0, and NAG without a live negative key is Z+. */
export function nasaCrossAttentionReference(problem: AttentionProblem, frame: FrameParameters): Float64Array {
  const { positive, negative } = problem;
  switch (frame.mode) {
    case 'none':
      return attendBranch(problem, positive);
    case 'nasa': {
      const away = attendBranch(problem, negative);
      return attendBranch(problem, positive).map((value, i) => value - frame.scale * away[i]!);
    }
    case 'vsf':
      return attend(problem, [
        { branch: positive, shift: 0, factor: 1 },
        { branch: negative, shift: -frame.offset, factor: -frame.scale },
      ]);
    case 'nag':
      return nagReference(problem, frame);
  }
}
