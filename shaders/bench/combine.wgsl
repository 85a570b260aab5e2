// Z = Z+ - alpha * Z- over two finished attentions: what a kernel of one branch needs in addition, for the bench.
//
// The generated header declares `alias element4`.

struct Guidance {
  mode: u32,
  scale: f32, // alpha
}

@group(0) @binding(0) var<storage, read> positive: array<element4>;
@group(0) @binding(1) var<storage, read> negative: array<element4>;
@group(0) @binding(2) var<storage, read_write> output: array<element4>;
@group(0) @binding(3) var<uniform> guidance: Guidance;

@compute @workgroup_size(64)
fn combine(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&output)) {
    return;
  }
  output[id.x] = element4(vec4f(positive[id.x]) - guidance.scale * vec4f(negative[id.x]));
}
