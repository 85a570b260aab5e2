// bench/results/*.json -> docs/performance.md and its plots.

export async function writeReport(): Promise<void> {
  await Promise.resolve();
}
