// NASA cross-attention, written as the formula reads, in float64: what the kernel is tested against.

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
  /** alpha of eq. 9 */
  readonly scale: number;
}

/** Z+ - alpha * Z- (arXiv 2412.02687, eq. 7 to 9), [B, S, N*H]. A branch without live keys is 0. */
export function nasaCrossAttentionReference(problem: AttentionProblem): Float64Array {
  const { batch, queries, heads, headSize, positive, negative, scale } = problem;
  const output = new Float64Array(batch * queries * heads * headSize);
  for (let b = 0; b < batch; b++) {
    for (let row = 0; row < queries; row++) {
      for (let head = 0; head < heads; head++) {
        const start = ((b * queries + row) * heads + head) * headSize;
        addAttention(problem, positive, 1, b, head, start, output);
        if (scale !== 0) addAttention(problem, negative, -scale, b, head, start, output);
      }
    }
  }
  return output;
}

/** output[start...] += weight * softmax(q K^T * softmaxScale) V for one row of one head. */
function addAttention(
  { query, heads, headSize, softmaxScale }: AttentionProblem,
  { key, value, count, mask }: AttentionBranch,
  weight: number,
  batch: number,
  head: number,
  start: number,
  output: Float64Array,
): void {
  const live = Array.from({ length: count }, (_, t) => batch * count + t).filter((t) => mask?.[t] !== 0);
  const keyStarts = live.map((t) => (t * heads + head) * headSize);
  const scores = keyStarts.map((k) => {
    let dot = 0;
    for (let c = 0; c < headSize; c++) dot += query[start + c]! * key[k + c]!;
    return dot * softmaxScale;
  });
  const max = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - max));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  exponentials.forEach((p, i) => {
    for (let c = 0; c < headSize; c++) output[start + c]! += ((weight * p) / sum) * value[keyStarts[i]! + c]!;
  });
}
