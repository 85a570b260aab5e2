// Where two pictures differ and by how much, as a picture of heat: black is no difference.
//
// What is compared are the bytes of `image_to_rgba8`, as they are saved: 100 times the distance in Oklab
// (Ottosson 2020; css-color-4, deltaEOK).
//
// The header in front declares: const PLACES, HEAT_RAMP (array<vec3f, PLACES>, sRGB in [0, 1]), FULL_HEAT and VISIBLE.

@group(0) @binding(0) var<storage, read> left: array<u32>;              // [H, W], bytes r g b a
@group(0) @binding(1) var<storage, read> right: array<u32>;             // the same
@group(0) @binding(2) var<storage, read_write> heat: array<f32>;        // [1, 3, H, W] in [-1, 1]
@group(0) @binding(3) var<storage, read_write> totals: array<atomic<u32>, 2>; // tenths of all differences; visible pixels

fn to_linear(color: vec3f) -> vec3f {
  return select(pow((color + 0.055) / 1.055, vec3f(2.4)), color / 12.92, color <= vec3f(0.04045));
}

fn to_oklab(pixel: u32) -> vec3f {
  let rgb = to_linear(unpack4x8unorm(pixel).rgb);
  let lms = vec3f(
    dot(rgb, vec3f(0.4122214708, 0.5363325363, 0.0514459929)),
    dot(rgb, vec3f(0.2119034982, 0.6806995451, 0.1073969566)),
    dot(rgb, vec3f(0.0883024619, 0.2817188376, 0.6299787005)),
  );
  // Above 0: the logarithm of 0 may be anything.
  let root = pow(max(lms, vec3f(1e-12)), vec3f(1.0 / 3.0));
  return vec3f(
    dot(root, vec3f(0.2104542553, 0.7936177850, -0.0040720468)),
    dot(root, vec3f(1.9779984951, -2.4285922050, 0.4505937099)),
    dot(root, vec3f(0.0259040371, 0.7827717662, -0.8086757660)),
  );
}

fn ramp(difference: f32) -> vec3f {
  let at = min(difference / FULL_HEAT, 1.0) * f32(PLACES - 1u);
  let place = min(u32(at), PLACES - 2u);
  return mix(HEAT_RAMP[place], HEAT_RAMP[place + 1u], at - f32(place));
}

@compute @workgroup_size(64)
fn rgba8_difference(@builtin(global_invocation_id) id: vec3u) {
  let pixels = arrayLength(&left);
  if (id.x >= pixels) {
    return;
  }
  // The same colour is no difference, however a compiler contracts the two sides.
  var difference = 0.0;
  if (left[id.x] != right[id.x]) {
    difference = 100.0 * distance(to_oklab(left[id.x]), to_oklab(right[id.x]));
  }
  let color = ramp(difference) * 2.0 - 1.0;
  heat[id.x] = color.r;
  heat[id.x + pixels] = color.g;
  heat[id.x + 2u * pixels] = color.b;
  atomicAdd(&totals[0], u32(difference * 10.0 + 0.5));
  atomicAdd(&totals[1], select(0u, 1u, difference >= VISIBLE));
}
