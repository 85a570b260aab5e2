// Runs every part of the model once while it loads, so that a person's first frame compiles nothing.

import type { FrameDrawer } from './frameDrawer.ts';

/** Any prompt of one token or more. */
const PROMPT = 'cat';

/**
 * Mode and scale are uniforms and token counts are no part of a kernel, so that one frame compiles for all of them.
 * What it draws is let go.
 */
export async function warmUp(drawer: FrameDrawer): Promise<void> {
  const { prompts } = drawer.model;
  const { states } = await prompts.get(PROMPT);
  await drawer.nasa(states, states, 1, 0, new AbortController().signal);
  drawer.passes.release();
  prompts.clear();
}
