// Maximum and sum over the lanes of a row group by subgroup operations: no memory, and no barrier.
//
// Lanes meet by pairs, at distances 1, 2, 4, ... LANES / 2. So LANES is a power of two that divides the subgroup size,
// and a subgroup holds invocations that follow each other: the host offers no other (src/runtime/ops/attentionTile.ts),
// and the self-test finds an adapter that numbers them in another way. Both of a pair add the same two numbers, so all
// lanes of a row group get the same bits.

fn row_group_max(value: vec4f, local: vec3u) -> vec4f {
  var highest = value;
  for (var distance = 1u; distance < LANES; distance *= 2u) {
    highest = max(highest, subgroupShuffleXor(highest, distance));
  }
  return highest;
}

fn row_group_sum(value: vec4f, local: vec3u) -> vec4f {
  var sum = value;
  for (var distance = 1u; distance < LANES; distance *= 2u) {
    sum += subgroupShuffleXor(sum, distance);
  }
  return sum;
}

// Of two values at once.
fn row_group_sums(first: vec4f, second: vec4f, local: vec3u) -> mat2x4f {
  return mat2x4f(row_group_sum(first, local), row_group_sum(second, local));
}

// Before the key tile is filled again: others may still read it.
fn release_key_tile() {
  workgroupBarrier();
}
