// Fused dual cross-attention in one dispatch, for GPUs. With Z+ = softmax(Q K+^T * c) V+ and Z- = softmax(Q K-^T * c) V-:
//   none   Z+
//   NASA   Z+ - alpha * Z-                  (arXiv 2412.02687, eq. 7 to 9)
//   VSF    W * Z+ - alpha * (1 - W) * Z-    (arXiv 2508.10931), which is
//          softmax(Q [K+, K-]^T * c + [0, -beta]) [V+, -alpha * V-], W being the share of its softmax that K+ takes
//
// The weight of a branch is folded into its probabilities, so that both branches add into one accumulator: the negative
// branch costs no register and no memory traffic of its own. VSF's W is known once the scores of both branches are; what
// the positive branch has added by then is scaled in place.
//
// Joined with common/tiled_attention.wgsl, nasa_attention.wgsl and attention_output.wgsl.

struct Accumulator {
  tile: mat4x4f, // [row], 4 channels each
  positive: Statistics,
}

@compute @workgroup_size(LANES, ROW_GROUPS)
fn nasa_cross_attention(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let group = RowGroup(workgroup.z, workgroup.y, (workgroup.x * ROW_GROUPS + local.y) * 4u);
  store_tile(group, local.x, attend(group, local).tile);
}

// Between the scores and the values of a branch. Returns the weight of exp(score - highest) in the result. A fully
// masked branch has sum 0 and no probability but 0.
fn begin_values(branch: u32, statistics: Statistics, accumulator: ptr<function, Accumulator>) -> vec4f {
  let sum = max(statistics.sum, vec4f(TINY));
  if (branch == POSITIVE) {
    (*accumulator).positive = statistics;
    return vec4f(1.0) / sum;
  }
  if (guidance.mode != MODE_VSF) {
    return vec4f(-guidance.scale) / sum;
  }
  let shares = shares_of((*accumulator).positive, statistics);
  let tile = (*accumulator).tile;
  (*accumulator).tile = mat4x4f(
    tile[0] * shares.positive[0],
    tile[1] * shares.positive[1],
    tile[2] * shares.positive[2],
    tile[3] * shares.positive[3],
  );
  return -guidance.scale * shares.negative / sum;
}
