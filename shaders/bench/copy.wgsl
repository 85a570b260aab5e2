// Bytes from one buffer to another: the ceiling of the bench for memory traffic, and with one workgroup the cost of a launch.

override VECTORS = 4u; // that one invocation copies, a workgroup's width apart

const WIDTH = 64u;

@group(0) @binding(0) var<storage, read> source: array<vec4u>;
@group(0) @binding(1) var<storage, read_write> target_buffer: array<vec4u>;

@compute @workgroup_size(WIDTH)
fn copy(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) invocation: u32) {
  let first = workgroup.x * WIDTH * VECTORS + invocation;
  for (var i = 0u; i < VECTORS; i++) {
    let index = first + i * WIDTH;
    target_buffer[index] = source[index];
  }
}
