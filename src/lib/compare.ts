// Compares numeric arrays within a tolerance; a failure says where, by how much, and what was allowed.

export interface Tolerance {
  /** Largest allowed |actual - expected|, in the unit of the values. */
  readonly maxAbs?: number;
  /** Largest allowed sqrt(sum((actual - expected)^2) / sum(expected^2)). */
  readonly relativeRms?: number;
}

interface Differences {
  firstBad: number;
  badCount: number;
  worst: number;
  worstError: number;
  relativeRms: number;
}

/**
 * Returns undefined where the arrays agree, else an error that explains itself.
 * With no tolerance at all, values must be equal. NaN never agrees with anything, itself included.
 */
export function compareArrays(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: Tolerance = {},
): Error | undefined {
  if (actual.length !== expected.length) {
    return new Error(`length ${actual.length}, expected length ${expected.length}`);
  }
  const { relativeRms } = tolerance;
  const maxAbs = tolerance.maxAbs ?? (relativeRms === undefined ? 0 : undefined);
  const found = measure(actual, expected, maxAbs);
  const describe = (index: number) =>
    `index ${index}: actual ${actual[index]}, expected ${expected[index]}, error ${errorAt(actual, expected, index)}`;
  const summary = `max error ${found.worstError} at index ${found.worst}, relative RMS ${found.relativeRms}`;
  if (found.badCount > 0) {
    const share = `${found.badCount} of ${actual.length} elements differ`;
    return new Error(
      `first difference at ${describe(found.firstBad)}, tolerance ${maxAbs}; ${share}; ${summary}`,
    );
  }
  if (relativeRms !== undefined && !(found.relativeRms <= relativeRms)) {
    return new Error(
      `relative RMS ${found.relativeRms}, tolerance ${relativeRms}; worst at ${describe(found.worst)}`,
    );
  }
  return undefined;
}

function measure(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  maxAbs: number | undefined,
): Differences {
  const found: Differences = { firstBad: -1, badCount: 0, worst: 0, worstError: 0, relativeRms: 0 };
  let squaredError = 0;
  let squaredExpected = 0;
  for (let i = 0; i < actual.length; i++) {
    const error = errorAt(actual, expected, i);
    squaredError += error * error;
    squaredExpected += (expected[i] ?? NaN) ** 2;
    // Not `error > worst`: the first NaN has to stay the worst.
    if (!(error <= found.worstError) && !Number.isNaN(found.worstError)) {
      found.worst = i;
      found.worstError = error;
    }
    if (maxAbs !== undefined && !(error <= maxAbs)) {
      if (found.badCount === 0) found.firstBad = i;
      found.badCount += 1;
    }
  }
  if (squaredError !== 0) found.relativeRms = relative(squaredError, squaredExpected);
  return found;
}

/** An infinite expected value would hide every other error, so it gives NaN, which no tolerance admits. */
function relative(squaredError: number, squaredExpected: number): number {
  return Number.isFinite(squaredExpected) ? Math.sqrt(squaredError / squaredExpected) : NaN;
}

/** |actual - expected|; equal infinities differ by 0, and NaN on either side gives NaN. */
function errorAt(actual: ArrayLike<number>, expected: ArrayLike<number>, index: number): number {
  return actual[index] === expected[index] ? 0 : Math.abs((actual[index] ?? NaN) - (expected[index] ?? NaN));
}
