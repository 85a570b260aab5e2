// Attention over both branches on adapters that run on the CPU (SwiftShader, lavapipe, WARP): what
// nasa_cross_attention_serial.wgsl and nag_attention_serial.wgsl share. There a barrier costs microseconds and a load
// costs more than the arithmetic it feeds, so here:
// - one invocation makes all channels of 4 query rows, alone: no workgroup memory, no barrier;
// - everything goes in 4 x 4 blocks, 8 loads to 64 multiply-adds, and a block of weights serves two columns;
// - the scores of all keys of both branches are kept in private memory, so it takes prompts of up to 4 * KEY_BLOCKS
//   keys together. The host picks the other kernel for longer ones.
//
// The header also declares `const KEY_BLOCKS`.

override WORKGROUP_SIZE: u32;

var<private> blocks: array<mat4x4f, KEY_BLOCKS>; // [4 keys][4 rows]: scores, then weights

// Blocks first_block .. end_block hold the keys of one branch.
struct Branch {
  index: u32,
  key_count: u32,
  first_block: u32,
  end_block: u32,
}

fn row_group(workgroup: vec3u, invocation: u32) -> RowGroup {
  return RowGroup(workgroup.z, workgroup.y, (workgroup.x * WORKGROUP_SIZE + invocation) * 4u);
}

fn take_branch(index: u32) -> Branch {
  let key_count = active_key_count(index);
  let first_block = select(block_count(active_key_count(POSITIVE)), 0u, index == POSITIVE);
  return Branch(index, key_count, first_block, first_block + block_count(key_count));
}

fn block_count(key_count: u32) -> u32 {
  return (key_count + 3u) / 4u;
}

// Fills the branch's blocks with exp(score - highest).
fn score_keys(branch: Branch, group: RowGroup) -> Statistics {
  var highest = vec4f(DEAD); // of the 4 rows
  for (var block = branch.first_block; block < branch.end_block; block++) {
    let scores = score_block(branch, block, group);
    highest = max(max(highest, max(scores[0], scores[1])), max(scores[2], scores[3]));
    blocks[block] = scores;
  }
  var sum = vec4f();
  for (var block = branch.first_block; block < branch.end_block; block++) {
    let scores = blocks[block];
    let powers = mat4x4f(
      unnormalised(scores[0], highest),
      unnormalised(scores[1], highest),
      unnormalised(scores[2], highest),
      unnormalised(scores[3], highest),
    );
    sum += powers[0] + powers[1] + powers[2] + powers[3];
    blocks[block] = powers;
  }
  return Statistics(highest, sum);
}

fn weigh_keys(branch: Branch, weight: vec4f) {
  for (var block = branch.first_block; block < branch.end_block; block++) {
    let powers = blocks[block];
    blocks[block] = mat4x4f(powers[0] * weight, powers[1] * weight, powers[2] * weight, powers[3] * weight);
  }
}

fn first_key(branch: Branch, block: u32) -> u32 {
  return (block - branch.first_block) * 4u;
}

// Where 4 rows of a [B, rows, N, H/4] tensor begin, for the group's head; rows past the end repeat the last one. Told
// apart from the loads, because these drivers would do the multiplications again for every column.
fn row_starts(group: RowGroup, row_count: u32, first_row: u32) -> vec4u {
  let rows = min(first_row + vec4u(0u, 1u, 2u, 3u), vec4u(row_count - 1u));
  return ((group.batch * row_count + rows) * shape.head_count + group.head) * shape.column_count;
}

// [4 keys][4 rows]. Keys past the end repeat the last one; their score is dead.
fn score_block(branch: Branch, block: u32, group: RowGroup) -> mat4x4f {
  let key = first_key(branch, block);
  let query_starts = row_starts(group, shape.query_count, group.first_row);
  let key_starts = row_starts(group, branch.key_count, key);
  var products = mat4x4f();
  for (var column = 0u; column < shape.column_count; column++) {
    products += transpose(query_block(query_starts + column)) * key_block(branch.index, key_starts + column);
  }
  let live = live_keys(branch, group, key);
  return mat4x4f(
    scaled_score(products[0], live[0]),
    scaled_score(products[1], live[1]),
    scaled_score(products[2], live[2]),
    scaled_score(products[3], live[3]),
  );
}

fn live_keys(branch: Branch, group: RowGroup, key: u32) -> vec4<bool> {
  return vec4<bool>(
    is_live(branch.index, group, branch.key_count, key),
    is_live(branch.index, group, branch.key_count, key + 1u),
    is_live(branch.index, group, branch.key_count, key + 2u),
    is_live(branch.index, group, branch.key_count, key + 3u),
  );
}

// Two columns of 4 channels each, [row]. Where H/4 is odd, the last column comes twice.
struct TilePair {
  first: mat4x4f,
  second: mat4x4f,
}

// tiles += weights * values, for two columns at once: a block of weights is as dear to read as one of values.
fn add_values(branch: Branch, group: RowGroup, columns: vec2u, tiles: ptr<function, TilePair>) {
  for (var block = branch.first_block; block < branch.end_block; block++) {
    let key = first_key(branch, block);
    let value_starts = row_starts(group, branch.key_count, key);
    let live = live_keys(branch, group, key);
    let weights = transpose(blocks[block]);
    (*tiles).first += value_block(branch.index, value_starts + columns.x, live) * weights;
    (*tiles).second += value_block(branch.index, value_starts + columns.y, live) * weights;
  }
}

fn column_pair(column: u32) -> vec2u {
  return vec2u(column, min(column + 1u, shape.column_count - 1u));
}

// One column of 4 rows each, [row].
fn query_block(at: vec4u) -> mat4x4f {
  return mat4x4f(vec4f(query[at.x]), vec4f(query[at.y]), vec4f(query[at.z]), vec4f(query[at.w]));
}

fn key_block(branch: u32, at: vec4u) -> mat4x4f {
  return mat4x4f(
    vec4f(load_key(branch, at.x)),
    vec4f(load_key(branch, at.y)),
    vec4f(load_key(branch, at.z)),
    vec4f(load_key(branch, at.w)),
  );
}

// Dead values are 0 and not what is stored: a masked value may be NaN, and 0 * NaN is NaN.
fn value_block(branch: u32, at: vec4u, live: vec4<bool>) -> mat4x4f {
  return mat4x4f(
    select(vec4f(), vec4f(load_value(branch, at.x)), live.x),
    select(vec4f(), vec4f(load_value(branch, at.y)), live.y),
    select(vec4f(), vec4f(load_value(branch, at.z)), live.z),
    select(vec4f(), vec4f(load_value(branch, at.w)), live.w),
  );
}
