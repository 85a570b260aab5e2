// Runs every part of a network once while it loads, so that a person's first frame compiles nothing.

import type { FrameDrawer } from './frameDrawer.ts';

/** Any prompt of one token or more. */
const PROMPT = 'cat';

const FRAME = { mode: 'nasa', scale: 1 } as const;

/**
 * Modes and their numbers are uniforms and token counts are no part of a kernel, so that one frame compiles for all of them but
 * NAG, whose two kernels wait for the first person who asks for it.
 * What it draws is let go.
 */
export async function warmUp(drawer: FrameDrawer): Promise<void> {
  const { prompts } = drawer.network;
  const { states } = await prompts.get(PROMPT);
  const guide = { place: 'attention', positive: states, negative: states, frame: FRAME } as const;
  await drawer.steered(guide, 0, new AbortController().signal);
  drawer.passes.release();
  prompts.clear();
}
