// The same as nag_attention.wgsl, for adapters that run on the CPU.
//
// Joined with common/serial_attention.wgsl, nasa_attention.wgsl, nag_push.wgsl and nag_layout.wgsl.

@compute @workgroup_size(WORKGROUP_SIZE)
fn nag_attention_serial(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) invocation: u32,
) {
  let group = row_group(workgroup, invocation);
  if (group.first_row >= shape.query_count) {
    return;
  }
  var negative_sum = vec4f();
  for (var branch = POSITIVE; branch <= NEGATIVE; branch++) {
    negative_sum = score_keys(take_branch(branch), group).sum;
    weigh_keys(take_branch(branch), vec4f(1.0) / max(negative_sum, vec4f(TINY)));
  }
  var positive_norm = vec4f();
  var pushed_norm = vec4f();
  for (var column = 0u; column < shape.column_count; column += 2u) {
    let columns = column_pair(column);
    var attended: array<TilePair, 2>; // by branch
    for (var branch = POSITIVE; branch <= NEGATIVE; branch++) {
      var tiles = TilePair();
      add_values(take_branch(branch), group, columns, &tiles);
      attended[branch] = tiles;
    }
    let first = push(attended[POSITIVE].first, attended[NEGATIVE].first, negative_sum);
    positive_norm += l1_norms(first.positive);
    pushed_norm += l1_norms(first.pushed);
    store_pushed(group, columns.x, first);
    if (columns.y != columns.x) {
      let second = push(attended[POSITIVE].second, attended[NEGATIVE].second, negative_sum);
      positive_norm += l1_norms(second.positive);
      pushed_norm += l1_norms(second.pushed);
      store_pushed(group, columns.y, second);
    }
  }
  store_norms(group, positive_norm, pushed_norm, negative_sum);
}
