// The same as nasa_cross_attention.wgsl, for adapters that run on the CPU.
//
// Joined with common/serial_attention.wgsl, nasa_attention.wgsl and attention_output.wgsl.

@compute @workgroup_size(WORKGROUP_SIZE)
fn nasa_cross_attention_serial(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) invocation: u32,
) {
  let group = row_group(workgroup, invocation);
  if (group.first_row >= shape.query_count) {
    return;
  }
  var statistics: array<Statistics, 2>;
  for (var branch = POSITIVE; branch <= NEGATIVE; branch++) {
    statistics[branch] = score_keys(take_branch(branch), group);
  }
  var shares = Shares(vec4f(1.0), vec4f(1.0)); // without VSF each branch has a softmax of its own
  if (guidance.mode == MODE_VSF) {
    shares = shares_of(statistics[POSITIVE], statistics[NEGATIVE]);
  }
  for (var branch = POSITIVE; branch <= NEGATIVE; branch++) {
    let weight = select(-guidance.scale * shares.negative, shares.positive, branch == POSITIVE);
    weigh_keys(take_branch(branch), weight / max(statistics[branch].sum, vec4f(TINY)));
  }
  for (var column = 0u; column < shape.column_count; column += 2u) {
    let columns = column_pair(column);
    var tiles = TilePair();
    for (var branch = POSITIVE; branch <= NEGATIVE; branch++) {
      add_values(take_branch(branch), group, columns, &tiles);
    }
    store_tile(group, columns.x, tiles.first);
    store_tile(group, columns.y, tiles.second);
  }
}
