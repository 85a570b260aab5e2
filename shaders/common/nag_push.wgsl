// What both kernels of NAG's first pass do with Z+ and Z- once they have them.

@group(0) @binding(7) var<storage, read_write> scratch: array<vec4f>; // see nag_layout.wgsl

// The 4 rows of a group in one head: Z+, and Z+ pushed away from Z-.
struct Pushed {
  positive: mat4x4f, // [row], 4 channels each
  pushed: mat4x4f,
}

// G = Z+ + phi * (Z+ - Z-) (arXiv 2505.21179, eq. 7); Z+ itself where no negative key is live.
fn push(positive: mat4x4f, negative: mat4x4f, negative_sum: vec4f) -> Pushed {
  var pushed = positive;
  for (var row = 0u; row < 4u; row++) {
    if (negative_sum[row] > 0.0) {
      pushed[row] = positive[row] + guidance.scale * (positive[row] - negative[row]);
    }
  }
  return Pushed(positive, pushed);
}

// Of each row, over 4 channels.
fn l1_norms(tile: mat4x4f) -> vec4f {
  let sums = transpose(mat4x4f(abs(tile[0]), abs(tile[1]), abs(tile[2]), abs(tile[3])));
  return sums[0] + sums[1] + sums[2] + sums[3];
}

fn store_pushed(group: RowGroup, column: u32, tiles: Pushed) {
  for (var row = 0u; row < 4u; row++) {
    if (group.first_row + row < shape.query_count) {
      let token = group.batch * shape.query_count + group.first_row + row;
      let merged = group.head * shape.column_count + column;
      scratch[positive_index(token, merged)] = tiles.positive[row];
      scratch[pushed_index(token, merged)] = tiles.pushed[row];
    }
  }
}

// A token without a live negative key gets norm 0 for its G, which nothing binds: its result is Z+ exactly.
fn store_norms(group: RowGroup, positive_norm: vec4f, pushed_norm: vec4f, negative_sum: vec4f) {
  let bound = select(vec4f(), pushed_norm, negative_sum > vec4f());
  for (var row = 0u; row < 4u; row++) {
    if (group.first_row + row < shape.query_count) {
      let token = group.batch * shape.query_count + group.first_row + row;
      scratch[norms_index(token, group.head)] = vec4f(positive_norm[row], bound[row], 0.0, 0.0);
    }
  }
}
