// Key masks as tensors: 0 marks a token that must never be read.

@group(0) @binding(8) var<storage, read> positive_mask: array<i32>; // [B, T+]
@group(0) @binding(9) var<storage, read> negative_mask: array<i32>; // [B, T-]

fn key_is_live(branch: u32, index: u32) -> bool {
  if (branch == 0u) {
    return positive_mask[index] != 0;
  }
  return negative_mask[index] != 0;
}
