// What both NASA attention kernels share: bindings, how tensors are indexed, and the rules of the softmax.
//
// The generated header in front declares `alias element4` (how tensors are stored: vec4<f32> or vec4<f16>); all
// arithmetic is f32. One of key_mask_none.wgsl and key_mask_buffers.wgsl declares key_is_live().

const POSITIVE = 0u;
const NEGATIVE = 1u;
const MODE_NASA = 1u;
const DEAD = -1e30; // score of a key that is masked or absent: finite, so that no exp(-inf) ever happens
const TINY = 1e-30;

struct Shape {
  query_count: u32,    // S
  positive_count: u32, // T+
  negative_count: u32, // T-
  head_count: u32,     // N
  column_count: u32,   // H / 4. Not an override: drivers would unroll its loops and take seconds to compile them.
  softmax_scale: f32,
}

struct Guidance {
  mode: u32,
  scale: f32,  // NASA and VSF: alpha; NAG: phi
  offset: f32, // VSF: beta
  tau: f32,    // NAG
  alpha: f32,  // NAG
}

@group(0) @binding(0) var<storage, read> query: array<element4>;          // [B, S,  N, H/4]
@group(0) @binding(1) var<storage, read> positive_key: array<element4>;   // [B, T+, N, H/4]
@group(0) @binding(2) var<storage, read> positive_value: array<element4>; // [B, T+, N, H/4]
@group(0) @binding(3) var<storage, read> negative_key: array<element4>;   // [B, T-, N, H/4]
@group(0) @binding(4) var<storage, read> negative_value: array<element4>; // [B, T-, N, H/4]
@group(0) @binding(5) var<storage, read_write> output: array<element4>;   // [B, S,  N, H/4]
@group(0) @binding(6) var<uniform> shape: Shape;
@group(0) @binding(7) var<uniform> guidance: Guidance;

// Four query rows of one head: what one invocation works for.
struct RowGroup {
  batch: u32,
  head: u32,
  first_row: u32,
}

// Keys of a branch that take part. A scale of 0 leaves none, so that it takes the very path of an empty negative
// prompt and of mode none: the three agree bit for bit.
fn active_key_count(branch: u32) -> u32 {
  if (branch == POSITIVE) {
    return shape.positive_count;
  }
  return select(0u, shape.negative_count, guidance.mode == MODE_NASA && guidance.scale != 0.0);
}

// Z = 1 * Z+ + (-alpha) * Z-
fn branch_weight(branch: u32) -> f32 {
  return select(-guidance.scale, 1.0, branch == POSITIVE);
}

// Index of a head's first vec4 in a [B, rows, N, H/4] tensor.
fn head_start(group: RowGroup, row_count: u32, row: u32) -> u32 {
  return ((group.batch * row_count + row) * shape.head_count + group.head) * shape.column_count;
}

// One column (4 channels) of the group's 4 query rows, row by row. Rows past the end repeat the last one.
fn load_queries(group: RowGroup, column: u32) -> mat4x4f {
  return mat4x4f(
    load_query(group, 0u, column),
    load_query(group, 1u, column),
    load_query(group, 2u, column),
    load_query(group, 3u, column),
  );
}

fn load_query(group: RowGroup, row: u32, column: u32) -> vec4f {
  let source = min(group.first_row + row, shape.query_count - 1u);
  return vec4f(query[head_start(group, shape.query_count, source) + column]);
}

fn load_key(branch: u32, index: u32) -> element4 {
  if (branch == POSITIVE) {
    return positive_key[index];
  }
  return negative_key[index];
}

fn load_value(branch: u32, index: u32) -> element4 {
  if (branch == POSITIVE) {
    return positive_value[index];
  }
  return negative_value[index];
}

// False past the end of the branch, and for masked keys: neither their key nor their value may reach the result.
fn is_live(branch: u32, group: RowGroup, key_count: u32, key: u32) -> bool {
  return key < key_count && key_is_live(branch, group.batch * key_count + key);
}

fn scaled_score(dot_products: vec4f, live: bool) -> vec4f {
  return select(vec4f(DEAD), dot_products * shape.softmax_scale, live);
}

// exp(score - highest), and exactly 0 for a dead key.
fn unnormalised(score: vec4f, highest: vec4f) -> vec4f {
  return select(vec4f(), exp(score - highest), score > vec4f(DEAD));
}

fn store_tile(group: RowGroup, column: u32, tile: mat4x4f) {
  for (var row = 0u; row < 4u; row++) {
    if (group.first_row + row < shape.query_count) {
      output[head_start(group, shape.query_count, group.first_row + row) + column] = element4(tile[row]);
    }
  }
}
