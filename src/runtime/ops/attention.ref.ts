// Attention as the formula reads, in float64: what the kernels of all modes are tested against.

export interface AttentionBranch {
  /** [B, T, N*H] */
  readonly key: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  /** T */
  readonly count: number;
  /** [B, T]; 0 marks a token that is never read. */
  readonly mask?: ArrayLike<number> | undefined;
}

export interface AttentionProblem {
  readonly batch: number;
  readonly queries: number;
  readonly heads: number;
  readonly headSize: number;
  readonly softmaxScale: number;
  /** [B, S, N*H] */
  readonly query: ArrayLike<number>;
  readonly positive: AttentionBranch;
  readonly negative: AttentionBranch;
}

/** Tokens that share a softmax with others. */
export interface Tokens {
  readonly branch: AttentionBranch;
  /** Added to their scores. */
  readonly shift: number;
  /** Multiplies their values. */
  readonly factor: number;
}

/** softmax(Q [K_0, K_1, ...]^T * c + shift) [factor * V_0, ...], [B, S, N*H]; 0 where no key is live. */
export function attend(problem: AttentionProblem, tokens: readonly Tokens[]): Float64Array {
  const { batch, queries, heads, headSize } = problem;
  const output = new Float64Array(batch * queries * heads * headSize);
  for (let b = 0; b < batch; b++) {
    for (let row = 0; row < queries; row++) {
      for (let head = 0; head < heads; head++) {
        const start = ((b * queries + row) * heads + head) * headSize;
        attendRow(
          problem,
          tokens.flatMap((part) => liveTokens(problem, part, b, head)),
          start,
          output,
        );
      }
    }
  }
  return output;
}

/** Z of one branch: softmax(Q K^T * c) V. */
export function attendBranch(problem: AttentionProblem, branch: AttentionBranch): Float64Array {
  return attend(problem, [{ branch, shift: 0, factor: 1 }]);
}

/** Where one token's channels of one head begin. */
interface LiveToken {
  readonly tokens: Tokens;
  readonly start: number;
}

function liveTokens(
  { heads, headSize }: AttentionProblem,
  tokens: Tokens,
  batch: number,
  head: number,
): LiveToken[] {
  const { count, mask } = tokens.branch;
  const indices = Array.from({ length: count }, (_, t) => batch * count + t);
  return indices
    .filter((t) => mask?.[t] !== 0)
    .map((t) => ({ tokens, start: (t * heads + head) * headSize }));
}

/** output[start...] = softmax(q K^T * c) V for one row of one head. */
function attendRow(
  { query, headSize, softmaxScale }: AttentionProblem,
  live: readonly LiveToken[],
  start: number,
  output: Float64Array,
): void {
  const scores = live.map(({ tokens: { branch, shift }, start: k }) => {
    let dot = 0;
    for (let c = 0; c < headSize; c++) dot += query[start + c]! * branch.key[k + c]!;
    return dot * softmaxScale + shift;
  });
  const max = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - max));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  live.forEach(({ tokens: { branch, factor }, start: v }, i) => {
    const weight = (exponentials[i]! / sum) * factor;
    for (let c = 0; c < headSize; c++) output[start + c]! += weight * branch.value[v + c]!;
  });
}
