// Numbers of a pane as the page writes them.

export function formatPasses(passes: number): string {
  return passes === 1 ? '1 pass' : `${passes} passes`;
}

/** Milliseconds with two digits that matter: `0.84`, `8.4`, `84`, `840`. */
export function formatMilliseconds(milliseconds: number): string {
  const digits = milliseconds < 1 ? 2 : milliseconds < 10 ? 1 : 0;
  return `${milliseconds.toFixed(digits)} ms`;
}
