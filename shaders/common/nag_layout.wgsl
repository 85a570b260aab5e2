// What NAG's two passes hand over, in one buffer of vec4f. Each of the B * S tokens has a row of its own:
//   [N, H/4]  Z+
//   [N, H/4]  G = Z+ + phi * (Z+ - Z-)
//   [N]       (L1 norm of this head's Z+, of its G, -, -)
// One buffer, because the first pass of an attention with masks has no more than one storage binding left of 8.

fn merged_columns() -> u32 {
  return shape.head_count * shape.column_count;
}

fn token_start(token: u32) -> u32 {
  return token * (2u * merged_columns() + shape.head_count);
}

// `column` counts through the merged heads.
fn positive_index(token: u32, column: u32) -> u32 {
  return token_start(token) + column;
}

fn pushed_index(token: u32, column: u32) -> u32 {
  return token_start(token) + merged_columns() + column;
}

fn norms_index(token: u32, head: u32) -> u32 {
  return token_start(token) + 2u * merged_columns() + head;
}
