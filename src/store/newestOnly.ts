// Calls that overtake each other: only the newest one's result counts, and every caller waits for that one.

/** @param run asks `isNewest` before it uses what it waited for; must not reject */
export function newestOnly(run: (isNewest: () => boolean) => Promise<void>): () => Promise<void> {
  let tickets = 0;
  let newest = Promise.resolve();
  return () => {
    const ticket = ++tickets;
    const isNewest = (): boolean => ticket === tickets;
    return (newest = run(isNewest).then(() => (isNewest() ? undefined : newest)));
  };
}
