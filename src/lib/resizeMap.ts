// Square maps on a finer grid: bilinear, with the centres of places half a place from the edge.

/** @param map [from, from], row by row. @returns [to, to]; the map itself where the grids are the same */
export function resizeMap(map: Float64Array, from: number, to: number): Float64Array {
  if (from === to) return map;
  const stops = Array.from({ length: to }, (_, place) => stopAt(((place + 0.5) * from) / to - 0.5, from));
  const resized = new Float64Array(to * to);
  for (const [y, { low: top, high: bottom, part: down }] of stops.entries())
    for (const [x, { low: left, high: right, part: across }] of stops.entries()) {
      const upper = map[top * from + left]! * (1 - across) + map[top * from + right]! * across;
      const lower = map[bottom * from + left]! * (1 - across) + map[bottom * from + right]! * across;
      resized[y * to + x] = upper * (1 - down) + lower * down;
    }
  return resized;
}

/** The two places around a position, held at the edges, and how far it is from the first. */
function stopAt(position: number, count: number): { low: number; high: number; part: number } {
  const held = Math.min(Math.max(position, 0), count - 1);
  const low = Math.floor(held);
  return { low, high: Math.min(low + 1, count - 1), part: held - low };
}
