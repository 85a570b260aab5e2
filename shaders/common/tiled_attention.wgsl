// Attention over both branches on a GPU: the loop that nasa_cross_attention.wgsl and nag_attention.wgsl share.
//
// One workgroup makes 4 * ROW_GROUPS query rows of one head. An invocation owns a 4 x 4 tile of the output: the 4 rows
// of its row group (local y) and the 4 channels of its lane (local x). While scores are computed, the lanes of a row
// group share out the keys instead: lane x scores the keys x, x + LANES, x + 2 * LANES, ...
//
// - A branch is a two-pass softmax: pass 1 finds each row's maximum and sum over all keys, pass 2 adds probabilities
//   times values. A prompt of up to CHUNK keys, the usual case, keeps its scores in registers between the passes and
//   meets 4 barriers; a longer one comes in chunks and computes its scores twice.
// - Keys go through workgroup memory, because lanes read them at a stride. Queries (one address for all lanes) and
//   values (neighbouring addresses) come straight from storage.
//
// The file with the entry point declares `struct Accumulator`, whose `tile` [row] is what the values of both branches
// are added to, and begin_values(). The header also declares `const KEYS_PER_LANE`.

override LANES: u32;      // H / 4
override ROW_GROUPS: u32;
override CHUNK: u32;      // keys in workgroup memory at once, at most LANES * KEYS_PER_LANE
override KEY_STRIDE: u32 = LANES + 1u; // one vec4 of padding spreads the lanes over different memory banks

var<workgroup> key_tile: array<element4, CHUNK * KEY_STRIDE>; // [key][lane]
var<workgroup> weight_tile: array<vec4f, CHUNK * ROW_GROUPS>; // [key][row group]; the 4 rows in one vec4
var<workgroup> partial_max: array<vec4f, LANES * ROW_GROUPS>; // [row group][lane]
var<workgroup> partial_sum: array<vec4f, LANES * ROW_GROUPS>;

alias Scores = array<vec4f, KEYS_PER_LANE>; // [key of this lane]; the 4 rows in one vec4

// Keys first .. first + size of a branch.
struct Chunk {
  branch: u32,
  key_count: u32, // of the whole branch
  first: u32,
  size: u32,
}

fn attend(group: RowGroup, local: vec3u) -> Accumulator {
  var accumulator: Accumulator;
  for (var branch = POSITIVE; branch <= NEGATIVE; branch++) {
    let key_count = active_key_count(branch);
    var scores: Scores;
    var statistics = Statistics(vec4f(DEAD), vec4f());
    var weight = vec4f(); // of exp(score - highest)
    for (var pass_number = 1u; pass_number <= 2u; pass_number++) {
      if (pass_number == 2u) {
        weight = begin_values(branch, statistics, &accumulator);
      }
      for (var first = 0u; first < key_count; first += CHUNK) {
        let chunk = Chunk(branch, key_count, first, min(key_count - first, CHUNK));
        if (pass_number == 1u || key_count > CHUNK) {
          score(chunk, group, local, &scores);
        }
        if (pass_number == 1u) {
          statistics = extend(statistics, scores, local);
        } else {
          share_weights(scores, statistics.highest, weight, chunk.size, local);
          accumulator.tile += weighted_values(chunk, group, local);
        }
      }
    }
  }
  return accumulator;
}

fn score(chunk: Chunk, group: RowGroup, local: vec3u, scores: ptr<function, Scores>) {
  for (var key = local.y; key < chunk.size; key += ROW_GROUPS) {
    let source = head_start(group, chunk.key_count, chunk.first + key) + local.x;
    key_tile[key * KEY_STRIDE + local.x] = load_key(chunk.branch, source);
  }
  workgroupBarrier();

  *scores = Scores();
  for (var column = 0u; column < shape.column_count; column++) {
    let queries = load_queries(group, column);
    for (var j = 0u; j < KEYS_PER_LANE; j++) {
      if (j * LANES < chunk.size) {
        let key = min(local.x + j * LANES, chunk.size - 1u);
        (*scores)[j] += vec4f(key_tile[key * KEY_STRIDE + column]) * queries; // a dot product with each row
      }
    }
  }
  for (var j = 0u; j < KEYS_PER_LANE; j++) {
    let key = local.x + j * LANES;
    let live = key < chunk.size && is_live(chunk.branch, group, chunk.key_count, chunk.first + key);
    (*scores)[j] = scaled_score((*scores)[j], live);
  }
}

// All lanes of a row group return the same.
fn extend(old: Statistics, scores: Scores, local: vec3u) -> Statistics {
  let row_start = local.y * LANES;
  var highest = old.highest;
  for (var j = 0u; j < KEYS_PER_LANE; j++) {
    highest = max(highest, scores[j]);
  }
  partial_max[row_start + local.x] = highest;
  workgroupBarrier();
  for (var lane = 0u; lane < shape.column_count; lane++) {
    highest = max(highest, partial_max[row_start + lane]);
  }

  var sum = vec4f();
  for (var j = 0u; j < KEYS_PER_LANE; j++) {
    sum += unnormalised(scores[j], highest);
  }
  partial_sum[row_start + local.x] = sum;
  workgroupBarrier();
  sum = old.sum * exp(old.highest - highest);
  for (var lane = 0u; lane < shape.column_count; lane++) {
    sum += partial_sum[row_start + lane];
  }
  return Statistics(highest, sum);
}

fn share_weights(scores: Scores, highest: vec4f, weight: vec4f, size: u32, local: vec3u) {
  for (var j = 0u; j < KEYS_PER_LANE; j++) {
    let key = local.x + j * LANES;
    if (key < size) {
      weight_tile[key * ROW_GROUPS + local.y] = unnormalised(scores[j], highest) * weight;
    }
  }
  workgroupBarrier();
}

fn weighted_values(chunk: Chunk, group: RowGroup, local: vec3u) -> mat4x4f {
  var tile = mat4x4f();
  for (var key = 0u; key < chunk.size; key++) {
    let row = chunk.first + key;
    if (is_live(chunk.branch, group, chunk.key_count, row)) { // a masked value may be NaN, and 0 * NaN is NaN
      let value = vec4f(load_value(chunk.branch, head_start(group, chunk.key_count, row) + local.x));
      let weights = weight_tile[key * ROW_GROUPS + local.y];
      tile += mat4x4f(weights.x * value, weights.y * value, weights.z * value, weights.w * value);
    }
  }
  return tile;
}
