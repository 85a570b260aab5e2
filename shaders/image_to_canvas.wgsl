// The picture on a whole render target, resized with Catmull-Rom cubics (Keys 1981, a = -1/2).
//
// The cubic passes through the model's own pixels: at 1:1 nothing is resampled, and a flat area stays flat. Its
// overshoot next to hard edges is clamped. Edges repeat their last pixel.
//
// Sources: common/image_source.wgsl.

// One triangle that covers the target: (-1, -1), (3, -1), (-1, 3).
@vertex
fn full_screen(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  let corner = vec2f(f32((index << 1u) & 2u), f32(index & 2u));
  return vec4f(corner * 2.0 - 1.0, 0.0, 1.0);
}

// Weights of the pixels at -1, 0, 1 and 2 for a point `t` of the way from 0 to 1. At t = 0: exactly (0, 1, 0, 0).
fn catmull_rom(t: f32) -> vec4f {
  return vec4f(
    t * (-0.5 + t * (1.0 - 0.5 * t)),
    1.0 + t * t * (-2.5 + 1.5 * t),
    t * (0.5 + t * (2.0 - 1.5 * t)),
    t * t * (-0.5 + 0.5 * t),
  );
}

@fragment
fn image_to_canvas(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let center = position.xy * view.texels_per_pixel - 0.5; // 0 is the middle of the first pixel
  let first = vec2i(floor(center)) - 1;
  let weights_x = catmull_rom(fract(center.x));
  let weights_y = catmull_rom(fract(center.y));
  let last = vec2i(view.size) - 1;
  var sum = vec3f();
  for (var j = 0; j < 4; j++) {
    var row = vec3f();
    for (var i = 0; i < 4; i++) {
      row += weights_x[i] * load_color(vec2u(clamp(first + vec2i(i, j), vec2i(0), last)));
    }
    sum += weights_y[j] * row;
  }
  return vec4f(clamp(sum, vec3f(0.0), vec3f(1.0)), 1.0);
}
