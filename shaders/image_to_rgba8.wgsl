// The picture as bytes r, g, b, 255 for each pixel, one u32 a pixel (r lowest): the layout of ImageData.
//
// Sources: common/image_source.wgsl.

@group(0) @binding(3) var<storage, read_write> pixels: array<u32>; // [H, W]

// floor(255 c + 0.5): nearest, halves up. Not pack4x8unorm, whose halves go either way on real drivers.
fn to_bytes(color: vec3f) -> vec3u {
  return vec3u(floor(color * 255.0 + 0.5));
}

@compute @workgroup_size(8, 8)
fn image_to_rgba8(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= view.size)) {
    return;
  }
  let bytes = to_bytes(load_color(id.xy));
  pixels[id.y * view.size.x + id.x] = bytes.r | (bytes.g << 8u) | (bytes.b << 16u) | (255u << 24u);
}
