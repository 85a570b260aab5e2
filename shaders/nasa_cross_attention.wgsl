// Fused dual cross-attention, Z = Z+ - alpha * Z-  (NASA, arXiv 2412.02687, eq. 7 to 9), in one dispatch:
//   Z+ = softmax(Q K+^T * c) V+      Z- = softmax(Q K-^T * c) V-
//
// One workgroup makes 4 * ROW_GROUPS query rows of one head. An invocation owns a 4 x 4 tile of the output: the 4 rows
// of its row group (local y) and the 4 channels of its lane (local x). While scores are computed, the lanes of a row
// group share out the keys instead: lane x scores keys x, x + LANES, x + 2 * LANES, ...
//
// - Each branch is a two-pass softmax: (1) row maximum and row sum over all keys, (2) probabilities times values.
//   A prompt of up to CHUNK keys, the usual case, keeps its scores in registers between the passes: 4 barriers a branch.
//   A longer prompt comes in chunks and computes its scores twice.
// - The weight of a branch is folded into its probabilities, p = exp(score - max) * weight / sum with weight 1 or
//   -alpha, so that both branches add into one accumulator. The negative branch costs no register and no traffic more.
// - A branch without keys runs no loop at all: alpha = 0 or an empty negative prompt equals plain attention bit for bit.
// - Everything is accumulated in f32; `element4` is only how tensors are stored.
//
// The header in front declares: alias element4, const KEYS_PER_LANE; a key_mask_*.wgsl declares key_is_live().

override LANES: u32;      // head size / 4
override ROW_GROUPS: u32; // groups of 4 query rows
override CHUNK: u32;      // keys in workgroup memory at once, at most LANES * KEYS_PER_LANE
override KEY_STRIDE: u32 = LANES + 1u; // one vec4 of padding spreads the lanes over different memory banks

const POSITIVE = 0u;
const NEGATIVE = 1u;
const MODE_NASA = 1u;
const DEAD = -1e30; // score of a key that is masked or absent: finite, so that no exp(-inf) ever happens

struct Shape {
  query_count: u32,    // S
  positive_count: u32, // T+
  negative_count: u32, // T-
  head_count: u32,     // N
  softmax_scale: f32,  // c
}

struct Guidance {
  mode: u32,
  scale: f32, // alpha
}

@group(0) @binding(0) var<storage, read> query: array<element4>;          // [B, S,  N, LANES]
@group(0) @binding(1) var<storage, read> positive_key: array<element4>;   // [B, T+, N, LANES]
@group(0) @binding(2) var<storage, read> positive_value: array<element4>; // [B, T+, N, LANES]
@group(0) @binding(3) var<storage, read> negative_key: array<element4>;   // [B, T-, N, LANES]
@group(0) @binding(4) var<storage, read> negative_value: array<element4>; // [B, T-, N, LANES]
@group(0) @binding(5) var<storage, read_write> output: array<element4>;   // [B, S,  N, LANES]
@group(0) @binding(6) var<uniform> shape: Shape;
@group(0) @binding(7) var<uniform> guidance: Guidance;

var<workgroup> key_tile: array<element4, CHUNK * KEY_STRIDE>;     // [key][lane]
var<workgroup> weight_tile: array<vec4f, CHUNK * ROW_GROUPS>;     // [key][row group], the 4 rows in one vec4
var<workgroup> partial_max: array<vec4f, LANES * ROW_GROUPS>;     // [row group][lane]
var<workgroup> partial_sum: array<vec4f, LANES * ROW_GROUPS>;

struct Place {
  batch: u32,
  head: u32,
  first_row: u32,
  row_group: u32,
  lane: u32,
}

// The keys of one branch from `first` on, as many as fit the tile.
struct Chunk {
  branch: u32,
  key_count: u32, // of the whole branch
  first: u32,
  size: u32,
}

// Per row of the row group.
struct SoftmaxStatistics {
  max: vec4f,
  sum: vec4f, // of exp(score - max)
}

alias Scores = array<vec4f, KEYS_PER_LANE>; // [key of this lane], the 4 rows in one vec4
alias Tile = array<vec4f, 4>;               // [row], the 4 channels in one vec4

// Index of a head's first vec4 in a [B, rows, N, LANES] tensor.
fn head_start(place: Place, row_count: u32, row: u32) -> u32 {
  return ((place.batch * row_count + row) * shape.head_count + place.head) * LANES;
}

fn load_key(branch: u32, index: u32) -> element4 {
  if (branch == NEGATIVE) {
    return negative_key[index];
  }
  return positive_key[index];
}

fn load_value(branch: u32, index: u32) -> vec4f {
  if (branch == NEGATIVE) {
    return vec4f(negative_value[index]);
  }
  return vec4f(positive_value[index]);
}

// Query rows past the end read the last row; their results are never stored.
fn load_query(place: Place, row: u32, column: u32) -> vec4f {
  let source = min(place.first_row + row, shape.query_count - 1u);
  return vec4f(query[head_start(place, shape.query_count, source) + column]);
}

fn take_chunk(branch: u32, key_count: u32, first: u32) -> Chunk {
  return Chunk(branch, key_count, first, min(key_count - first, CHUNK));
}

fn score_chunk(chunk: Chunk, place: Place, scores: ptr<function, Scores>) {
  for (var key = place.row_group; key < chunk.size; key += ROW_GROUPS) {
    let source = head_start(place, chunk.key_count, chunk.first + key) + place.lane;
    key_tile[key * KEY_STRIDE + place.lane] = load_key(chunk.branch, source);
  }
  workgroupBarrier();

  *scores = Scores();
  for (var column = 0u; column < LANES; column++) {
    let rows = mat4x4f(
      load_query(place, 0u, column),
      load_query(place, 1u, column),
      load_query(place, 2u, column),
      load_query(place, 3u, column),
    );
    for (var j = 0u; j < KEYS_PER_LANE; j++) {
      if (j * LANES < chunk.size) {
        let key = min(place.lane + j * LANES, chunk.size - 1u);
        (*scores)[j] += vec4f(key_tile[key * KEY_STRIDE + column]) * rows; // 4 dot products
      }
    }
  }
  for (var j = 0u; j < KEYS_PER_LANE; j++) {
    let key = place.lane + j * LANES;
    let live = key < chunk.size && key_is_live(chunk.branch, place.batch * chunk.key_count + chunk.first + key);
    (*scores)[j] = select(vec4f(DEAD), (*scores)[j] * shape.softmax_scale, live);
  }
}

// exp(score - max), and exactly 0 for a dead key.
fn unnormalised(score: vec4f, max: vec4f) -> vec4f {
  return select(vec4f(), exp(score - max), score > vec4f(DEAD));
}

// Adds a chunk's scores to the statistics of the rows. All lanes of a row group return the same.
fn extend(old: SoftmaxStatistics, scores: ptr<function, Scores>, place: Place) -> SoftmaxStatistics {
  let slot = place.row_group * LANES;
  var highest = old.max;
  for (var j = 0u; j < KEYS_PER_LANE; j++) {
    highest = max(highest, (*scores)[j]);
  }
  partial_max[slot + place.lane] = highest;
  workgroupBarrier();
  for (var lane = 0u; lane < LANES; lane++) {
    highest = max(highest, partial_max[slot + lane]);
  }

  var sum = vec4f();
  for (var j = 0u; j < KEYS_PER_LANE; j++) {
    sum += unnormalised((*scores)[j], highest);
  }
  partial_sum[slot + place.lane] = sum;
  workgroupBarrier();
  sum = old.sum * exp(old.max - highest);
  for (var lane = 0u; lane < LANES; lane++) {
    sum += partial_sum[slot + lane];
  }
  return SoftmaxStatistics(highest, sum);
}

// tile += weight * softmax(Q K^T * c) V, for one branch.
fn attend(branch: u32, key_count: u32, weight: f32, place: Place, tile: ptr<function, Tile>) {
  var scores: Scores;
  var statistics = SoftmaxStatistics(vec4f(DEAD), vec4f());
  for (var first = 0u; first < key_count; first += CHUNK) {
    score_chunk(take_chunk(branch, key_count, first), place, &scores);
    statistics = extend(statistics, &scores, place);
  }
  // A fully masked branch has sum 0 and contributes exactly 0.
  let scale = select(vec4f(), weight / statistics.sum, statistics.sum > vec4f());

  for (var first = 0u; first < key_count; first += CHUNK) {
    let chunk = take_chunk(branch, key_count, first);
    if (key_count > CHUNK) {
      score_chunk(chunk, place, &scores);
    }
    for (var j = 0u; j < KEYS_PER_LANE; j++) {
      let key = place.lane + j * LANES;
      if (key < chunk.size) {
        weight_tile[key * ROW_GROUPS + place.row_group] = unnormalised(scores[j], statistics.max) * scale;
      }
    }
    workgroupBarrier();
    add_values(chunk, place, tile);
  }
}

fn add_values(chunk: Chunk, place: Place, tile: ptr<function, Tile>) {
  for (var key = 0u; key < chunk.size; key++) {
    let row = chunk.first + key;
    if (key_is_live(chunk.branch, place.batch * chunk.key_count + row)) { // a masked value may be NaN: 0 * NaN is NaN
      let weights = weight_tile[key * ROW_GROUPS + place.row_group];
      let value = load_value(chunk.branch, head_start(place, chunk.key_count, row) + place.lane);
      (*tile)[0] += weights[0] * value;
      (*tile)[1] += weights[1] * value;
      (*tile)[2] += weights[2] * value;
      (*tile)[3] += weights[3] * value;
    }
  }
}

@compute @workgroup_size(LANES, ROW_GROUPS)
fn nasa_cross_attention(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let first_row = (workgroup.x * ROW_GROUPS + local.y) * 4u;
  let place = Place(workgroup.z, workgroup.y, first_row, local.y, local.x);
  let steered = guidance.mode == MODE_NASA && guidance.scale != 0.0;

  var tile = Tile();
  attend(POSITIVE, shape.positive_count, 1.0, place, &tile);
  attend(NEGATIVE, select(0u, shape.negative_count, steered), -guidance.scale, place, &tile);

  for (var row = 0u; row < 4u; row++) {
    if (first_row + row < shape.query_count) {
      output[head_start(place, shape.query_count, first_row + row) + local.x] = element4(tile[row]);
    }
  }
}
