// Where kernels that end in one pass put their result.

@group(0) @binding(7) var<storage, read_write> output: array<element4>; // [B, S, N, H/4]

fn store_tile(group: RowGroup, column: u32, tile: mat4x4f) {
  for (var row = 0u; row < 4u; row++) {
    if (group.first_row + row < shape.query_count) {
      output[head_start(group, shape.query_count, group.first_row + row) + column] = element4(tile[row]);
    }
  }
}
