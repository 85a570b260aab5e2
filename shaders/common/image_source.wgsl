// The picture as every shader sees it: planar model output, guided by CFG, clamped, in [0, 1].
//
// Classifier-free guidance in output space (arXiv 2412.02687, eq. 5): (1 - kappa) * f(negative) + kappa * f(positive).
// The values are sRGB as the model was trained on them, and stay so: no gamma anywhere.
//
// The header in front declares: alias element.

struct ImageView {
  size: vec2u,             // W, H of the picture
  texels_per_pixel: vec2f, // of the picture for one pixel of the target
  kappa: f32,              // exactly 1: the positive picture, and `negative_image` is not read at all
}

@group(0) @binding(0) var<storage, read> positive_image: array<element>; // [1, 3, H, W] in [-1, 1]
@group(0) @binding(1) var<storage, read> negative_image: array<element>; // the same
@group(0) @binding(2) var<uniform> view: ImageView;

fn load_positive(texel: u32, plane: u32) -> vec3f {
  return vec3f(
    f32(positive_image[texel]),
    f32(positive_image[texel + plane]),
    f32(positive_image[texel + 2u * plane]),
  );
}

fn load_negative(texel: u32, plane: u32) -> vec3f {
  return vec3f(
    f32(negative_image[texel]),
    f32(negative_image[texel + plane]),
    f32(negative_image[texel + 2u * plane]),
  );
}

// To [0, 1]; NaN becomes 0. By its bits: WGSL lets compilers assume that no float is NaN.
fn to_unit_range(value: vec3f) -> vec3f {
  let is_nan = (bitcast<vec3u>(value) & vec3u(0x7fffffffu)) > vec3u(0x7f800000u);
  let clamped = select(clamp(value, vec3f(-1.0), vec3f(1.0)), vec3f(-1.0), is_nan);
  return (clamped + 1.0) * 0.5;
}

fn load_color(at: vec2u) -> vec3f {
  let texel = at.y * view.size.x + at.x;
  let plane = view.size.x * view.size.y;
  let positive = load_positive(texel, plane);
  if (view.kappa == 1.0) {
    return to_unit_range(positive);
  }
  return to_unit_range((1.0 - view.kappa) * load_negative(texel, plane) + view.kappa * positive);
}
