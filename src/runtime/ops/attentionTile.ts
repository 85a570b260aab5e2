// How much of an attention one workgroup takes on: chosen from head size, element size and the adapter's limits.

import type { GpuProfile } from './types.ts';

export interface AttentionTile {
  /** Invocations that share a row group: head size / 4. */
  readonly lanes: number;
  /** Groups of 4 query rows in one workgroup. */
  readonly rowGroups: number;
  /** Keys in workgroup memory at once. */
  readonly chunk: number;
  /** Scores that one invocation holds per row: ceil(chunk / lanes). */
  readonly keysPerLane: number;
  /** Workgroup memory used, bytes. */
  readonly bytes: number;
}

/** CLIP prompts have 77 tokens: a chunk of 80 takes them whole, and more would only cost occupancy. */
const WANTED_KEYS = 80;
/** 8 scores of 4 rows are 32 registers. */
const MAX_KEYS_PER_LANE = 8;
/** More rows share each loaded key; fewer rows make more workgroups. */
const LARGE_WORKGROUP = 128;
const SMALL_WORKGROUP = 64;
/** Below this many query rows, small workgroups: they fill a big GPU that large ones would leave half idle. */
const FEW_QUERIES = 1024;

const VEC4_F32_BYTES = 16;

/**
 * The tile whose chunk comes nearest to the wanted one; undefined where not even a single key fits.
 * @param headSize channels of one head, a multiple of 4
 * @param elementBytes bytes of a stored element: 2 or 4
 */
export function chooseTile(
  headSize: number,
  elementBytes: number,
  queryCount: number,
  gpu: GpuProfile,
): AttentionTile | undefined {
  const sizes = queryCount < FEW_QUERIES ? [SMALL_WORKGROUP] : [LARGE_WORKGROUP, SMALL_WORKGROUP];
  const tiles = sizes.flatMap((size) => fitTile(headSize / 4, elementBytes, size, gpu) ?? []);
  // Stable: of two with the same chunk the larger workgroup stays first.
  return tiles.sort((a, b) => b.chunk - a.chunk)[0];
}

function fitTile(
  lanes: number,
  elementBytes: number,
  invocations: number,
  gpu: GpuProfile,
): AttentionTile | undefined {
  const rowGroups = Math.max(1, Math.floor(invocations / lanes));
  if (rowGroups * lanes > gpu.maxInvocations) return undefined;
  const { partials, perKey } = memoryOf(lanes, rowGroups, elementBytes);
  const affordable = Math.floor((gpu.workgroupBytes - partials) / perKey);
  const chunk = Math.min(WANTED_KEYS, MAX_KEYS_PER_LANE * lanes, affordable);
  if (chunk < 1) return undefined;
  return { lanes, rowGroups, chunk, keysPerLane: Math.ceil(chunk / lanes), bytes: partials + chunk * perKey };
}

/** Bytes of workgroup memory: in any case, and for each key in it. */
function memoryOf(lanes: number, rowGroups: number, elementBytes: number) {
  return {
    partials: 2 * lanes * rowGroups * VEC4_F32_BYTES,
    perKey: (lanes + 1) * 4 * elementBytes + rowGroups * VEC4_F32_BYTES,
  };
}

/** For heads without a tile: which limit of the adapter is too low, and what it would have to be. */
export function missingForTile(headSize: number, elementBytes: number, gpu: GpuProfile): string {
  const lanes = headSize / 4;
  if (lanes > gpu.maxInvocations) {
    const { maxInvocations } = gpu;
    return `heads of ${headSize} channels take ${lanes} invocations, and maxComputeInvocationsPerWorkgroup is ${maxInvocations}`;
  }
  const { partials, perKey } = memoryOf(lanes, 1, elementBytes);
  const bytes = `${partials + perKey} bytes of workgroup memory`;
  return `heads of ${headSize} channels take ${bytes}, and maxComputeWorkgroupStorageSize is ${gpu.workgroupBytes}`;
}
