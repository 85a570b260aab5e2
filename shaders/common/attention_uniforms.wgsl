// The two uniform buffers that every attention kernel reads: the shape of the call, and how this frame is guided.

const MODE_NASA = 1u; // 0 is mode none
const MODE_VSF = 2u;
const MODE_NAG = 3u;

struct Shape {
  query_count: u32,    // S
  positive_count: u32, // T+
  negative_count: u32, // T-
  head_count: u32,     // N
  column_count: u32,   // H / 4. Not an override: drivers would unroll its loops and take seconds to compile them.
  softmax_scale: f32,
}

struct Guidance {
  mode: u32,
  scale: f32,  // NASA and VSF: alpha; NAG: phi
  offset: f32, // VSF: beta
  tau: f32,    // NAG
  alpha: f32,  // NAG
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> guidance: Guidance;
