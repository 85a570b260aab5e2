// Attention over both branches on adapters that run on the CPU (SwiftShader, lavapipe, WARP): what
// nasa_cross_attention_serial.wgsl and nag_attention_serial.wgsl share. There a barrier costs microseconds and a load
// costs more than the arithmetic it feeds, so here:
// - one invocation makes all channels of 4 query rows, alone: no workgroup memory, no barrier;
// - everything goes in 4 x 4 blocks, 8 loads to 64 multiply-adds;
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

// [4 keys][4 rows]
fn score_block(branch: Branch, block: u32, group: RowGroup) -> mat4x4f {
  let key = first_key(branch, block);
  var products = mat4x4f();
  for (var column = 0u; column < shape.column_count; column++) {
    let keys = mat4x4f(
      key_column(branch, group, key, column),
      key_column(branch, group, key + 1u, column),
      key_column(branch, group, key + 2u, column),
      key_column(branch, group, key + 3u, column),
    );
    products += transpose(load_queries(group, column)) * keys;
  }
  return mat4x4f(
    scaled_score(products[0], is_live(branch.index, group, branch.key_count, key)),
    scaled_score(products[1], is_live(branch.index, group, branch.key_count, key + 1u)),
    scaled_score(products[2], is_live(branch.index, group, branch.key_count, key + 2u)),
    scaled_score(products[3], is_live(branch.index, group, branch.key_count, key + 3u)),
  );
}

// tile += weights * values, for one column of 4 channels.
fn add_values(branch: Branch, group: RowGroup, column: u32, tile: ptr<function, mat4x4f>) {
  for (var block = branch.first_block; block < branch.end_block; block++) {
    let key = first_key(branch, block);
    let values = mat4x4f(
      value_column(branch, group, key, column),
      value_column(branch, group, key + 1u, column),
      value_column(branch, group, key + 2u, column),
      value_column(branch, group, key + 3u, column),
    );
    *tile += values * transpose(blocks[block]);
  }
}

// Keys past the end repeat the last one; their score is dead.
fn key_column(branch: Branch, group: RowGroup, key: u32, column: u32) -> vec4f {
  let row = min(key, branch.key_count - 1u);
  return vec4f(load_key(branch.index, head_start(group, branch.key_count, row) + column));
}

// Dead values are 0 and not what is stored: a masked value may be NaN, and 0 * NaN is NaN.
fn value_column(branch: Branch, group: RowGroup, key: u32, column: u32) -> vec4f {
  let row = min(key, branch.key_count - 1u);
  let value = vec4f(load_value(branch.index, head_start(group, branch.key_count, row) + column));
  return select(vec4f(), value, is_live(branch.index, group, branch.key_count, key));
}
