// Arithmetic on shapes of which parts may be unknown.

/** A number where it is fixed, undefined where it depends on the feeds. */
export type Known = number | undefined;

/** A shape; undefined where not even the rank is known. */
export type Dims = readonly Known[] | undefined;

/** The shape of an elementwise result (numpy's rule). A dimension is unknown only where neither side fixes it. */
export function broadcast(a: Dims, b: Dims): Dims {
  if (!a || !b) return undefined;
  const rank = Math.max(a.length, b.length);
  // Missing leading dimensions count as 1.
  const at = (dims: readonly Known[], axis: number): Known =>
    axis < rank - dims.length ? 1 : dims[axis - rank + dims.length];
  return Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [at(a, axis), at(b, axis)];
    if (left === 1) return right;
    return right === 1 || left !== undefined ? left : right;
  });
}

export function product(dims: Dims): Known {
  return dims?.reduce<Known>((result, dimension) => times(result, dimension), 1);
}

export function times(a: Known, b: Known): Known {
  return a === undefined || b === undefined ? undefined : a * b;
}

/** The shape with every number fixed, or undefined. */
export function allKnown(dims: Dims): readonly number[] | undefined {
  const known = dims?.filter((dimension) => dimension !== undefined);
  return known?.length === dims?.length ? known : undefined;
}

/** `axis` counted from the front. */
export function fromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** `dims` with the dimension at `axis` (negative: from the end) replaced. */
export function withDimension(dims: Dims, axis: number, dimension: Known): Dims {
  return dims?.map((own, index) => (index === fromFront(axis, dims.length) ? dimension : own));
}
