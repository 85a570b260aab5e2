// Every key is live: the variant of an attention without key masks.

fn key_is_live(branch: u32, index: u32) -> bool {
  return true;
}
