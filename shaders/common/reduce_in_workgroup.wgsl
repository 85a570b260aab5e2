// Maximum and sum over the lanes of a row group through workgroup memory: right on every adapter.

var<workgroup> partial_max: array<vec4f, LANES * ROW_GROUPS>; // [row group][lane]
var<workgroup> partial_sum: array<vec4f, LANES * ROW_GROUPS>;

// All lanes of a row group get the same.
fn row_group_max(value: vec4f, local: vec3u) -> vec4f {
  let row_start = local.y * LANES;
  partial_max[row_start + local.x] = value;
  workgroupBarrier();
  var highest = value;
  for (var lane = 0u; lane < shape.column_count; lane++) {
    highest = max(highest, partial_max[row_start + lane]);
  }
  return highest;
}

// All lanes of a row group get the same.
fn row_group_sum(value: vec4f, local: vec3u) -> vec4f {
  let row_start = local.y * LANES;
  partial_sum[row_start + local.x] = value;
  workgroupBarrier();
  var sum = vec4f();
  for (var lane = 0u; lane < shape.column_count; lane++) {
    sum += partial_sum[row_start + lane];
  }
  return sum;
}

// Of two values at once.
fn row_group_sums(first: vec4f, second: vec4f, local: vec3u) -> mat2x4f {
  let row_start = local.y * LANES;
  partial_max[row_start + local.x] = first;
  partial_sum[row_start + local.x] = second;
  workgroupBarrier();
  var sums = mat2x4f();
  for (var lane = 0u; lane < shape.column_count; lane++) {
    sums += mat2x4f(partial_max[row_start + lane], partial_sum[row_start + lane]);
  }
  return sums;
}

// Before the key tile is filled again: the barriers above have done it.
fn release_key_tile() {}
