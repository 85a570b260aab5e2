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
  for (var column = 0u; column < shape.column_count; column++) {
    var attended: array<mat4x4f, 2>; // [branch][row], 4 channels each
    for (var branch = POSITIVE; branch <= NEGATIVE; branch++) {
      var tile = mat4x4f();
      add_values(take_branch(branch), group, column, &tile);
      attended[branch] = tile;
    }
    let tiles = push(attended[POSITIVE], attended[NEGATIVE], negative_sum);
    positive_norm += l1_norms(tiles.positive);
    pushed_norm += l1_norms(tiles.pushed);
    store_pushed(group, column, tiles);
  }
  store_norms(group, positive_norm, pushed_norm, negative_sum);
}
