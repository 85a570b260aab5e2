// What all attention kernels share: bindings, how tensors are indexed, and the rules of the softmax.
//
// The generated header in front declares `alias element4` (how tensors are stored: vec4<f32> or vec4<f16>); all
// arithmetic is f32. Joined with attention_uniforms.wgsl and with one of key_mask_none.wgsl and key_mask_buffers.wgsl,
// which declares key_is_live(). Binding 7 is the result: see attention_output.wgsl and nag_push.wgsl.

const POSITIVE = 0u;
const NEGATIVE = 1u;
const DEAD = -1e30; // score of a key that is masked or absent: finite, so that no exp(-inf) ever happens
const TINY = 1e-30;

@group(0) @binding(2) var<storage, read> query: array<element4>;          // [B, S,  N, H/4]
@group(0) @binding(3) var<storage, read> positive_key: array<element4>;   // [B, T+, N, H/4]
@group(0) @binding(4) var<storage, read> positive_value: array<element4>; // [B, T+, N, H/4]
@group(0) @binding(5) var<storage, read> negative_key: array<element4>;   // [B, T-, N, H/4]
@group(0) @binding(6) var<storage, read> negative_value: array<element4>; // [B, T-, N, H/4]

// Four query rows of one head: what one invocation works for.
struct RowGroup {
  batch: u32,
  head: u32,
  first_row: u32,
}

// Of the 4 rows, over the keys of one branch.
struct Statistics {
  highest: vec4f, // score
  sum: vec4f,     // of exp(score - highest): 0 without a live key, else at least 1
}

// How much of one softmax over both branches falls to each.
struct Shares {
  positive: vec4f,
  negative: vec4f,
}

// Keys of a branch that take part. Guidance that is off leaves no negative one, so that it takes the very path of an
// empty negative prompt and of mode none: the three agree bit for bit.
fn active_key_count(branch: u32) -> u32 {
  if (branch == POSITIVE) {
    return shape.positive_count;
  }
  return select(0u, shape.negative_count, reads_negative());
}

fn reads_negative() -> bool {
  switch guidance.mode {
    case MODE_NASA: { return guidance.scale != 0.0; }
    case MODE_VSF: { return true; } // at scale 0 too the negative tokens take their share of the softmax
    case MODE_NAG: { return guidance.alpha != 0.0; }
    default: { return false; }
  }
}

// The softmax over both branches from what is known of each, with VSF's offset on the negative scores.
// Exactly 1 and 0 where no negative key is live.
fn shares_of(positive: Statistics, negative: Statistics) -> Shares {
  let lowered = negative.highest - guidance.offset;
  let highest = max(positive.highest, lowered);
  let positive_sum = positive.sum * exp(positive.highest - highest);
  let negative_sum = negative.sum * exp(lowered - highest);
  let sum = max(positive_sum + negative_sum, vec4f(TINY));
  return Shares(select(positive_sum / sum, vec4f(1.0), negative_sum == vec4f()), negative_sum / sum);
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
