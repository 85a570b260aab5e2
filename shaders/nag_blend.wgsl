// Second pass of NAG (arXiv 2505.21179, eq. 8 to 10): R = |G| / |Z+| over all heads of a token, then
// Z = alpha * min(R, tau) / R * G + (1 - alpha) * Z+. Written as Z+ plus a difference, so that G = Z+ gives Z+ exactly.
//
// A row of LANES invocations makes one token, and every one of them adds up the token's norms for itself.
//
// Joined with common/attention_uniforms.wgsl and nag_layout.wgsl. The header declares `alias element4`.

override LANES: u32;
override TOKENS: u32; // of one workgroup

@group(0) @binding(2) var<storage, read> scratch: array<vec4f>;         // see nag_layout.wgsl
@group(0) @binding(3) var<storage, read_write> output: array<element4>; // [B, S, N, H/4]

@compute @workgroup_size(LANES, TOKENS)
fn nag_blend(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let query = workgroup.x * TOKENS + local.y;
  if (query >= shape.query_count) {
    return;
  }
  let token = workgroup.y * shape.query_count + query;
  let factor = binding_factor(token);
  for (var column = local.x; column < merged_columns(); column += LANES) {
    let positive = scratch[positive_index(token, column)];
    let pushed = scratch[pushed_index(token, column)];
    let result = positive + guidance.alpha * (factor * pushed - positive);
    output[token * merged_columns() + column] = element4(result);
  }
}

// min(R, tau) / R = min(1, tau * |Z+| / |G|), without dividing by a norm that may be 0: where Z+ is all 0, so is the
// result, and a G that is all 0 is bound by nothing.
fn binding_factor(token: u32) -> f32 {
  var norms = vec2f(); // of Z+, of G
  for (var head = 0u; head < shape.head_count; head++) {
    norms += scratch[norms_index(token, head)].xy;
  }
  let bound = guidance.tau * norms.x;
  if (norms.y <= bound) {
    return 1.0;
  }
  return bound / norms.y;
}
