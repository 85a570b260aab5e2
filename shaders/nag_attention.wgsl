// First pass of NAG (arXiv 2505.21179, eq. 7) on GPUs: Z+, G = Z+ + phi * (Z+ - Z-) and their L1 norms, head by head.
//
// NAG bounds G by norms over all heads of a token, which no workgroup has: hence the second pass, nag_blend.wgsl. The
// other way to do it, norms alone from the first pass and the whole attention once more in the second with the bound
// folded into its weights, would save 16 bytes a channel written and read, and cost the dot products again. At the
// shapes of SD-Turbo both come to about the same (0.2 ms for 64 x 64 queries at 100 GB/s, or at 3.6 TFLOP/s), and the
// blend needs one small kernel for all head sizes instead of a second large one for each.
//
// Joined with common/tiled_attention.wgsl, nasa_attention.wgsl, nag_push.wgsl and nag_layout.wgsl.

struct Accumulator {
  tile: mat4x4f,     // [row], 4 channels each: Z+, then Z-
  positive: mat4x4f, // Z+
  negative_sum: vec4f,
}

@compute @workgroup_size(LANES, ROW_GROUPS)
fn nag_attention(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let group = RowGroup(workgroup.z, workgroup.y, (workgroup.x * ROW_GROUPS + local.y) * 4u);
  let attended = attend(group, local);
  let tiles = push(attended.positive, attended.tile, attended.negative_sum);
  store_pushed(group, local.x, tiles);

  // The arrays of the softmax are free by now: every invocation has passed a barrier since it last read them.
  let row_start = local.y * LANES;
  partial_max[row_start + local.x] = l1_norms(tiles.positive);
  partial_sum[row_start + local.x] = l1_norms(tiles.pushed);
  workgroupBarrier();
  if (local.x == 0u) {
    var positive_norm = vec4f();
    var pushed_norm = vec4f();
    for (var lane = 0u; lane < shape.column_count; lane++) {
      positive_norm += partial_max[row_start + lane];
      pushed_norm += partial_sum[row_start + lane];
    }
    store_norms(group, positive_norm, pushed_norm, attended.negative_sum);
  }
}

// Between the scores and the values of a branch. Returns the weight of exp(score - highest) in the branch's Z.
fn begin_values(branch: u32, statistics: Statistics, accumulator: ptr<function, Accumulator>) -> vec4f {
  if (branch == NEGATIVE) {
    (*accumulator).positive = (*accumulator).tile;
    (*accumulator).tile = mat4x4f();
    (*accumulator).negative_sum = statistics.sum;
  }
  return vec4f(1.0) / max(statistics.sum, vec4f(TINY));
}
