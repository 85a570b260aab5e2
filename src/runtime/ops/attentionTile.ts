// How much of an attention one workgroup takes on: what head size, element size and the adapter's limits leave to choose from.

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
  /** What the lanes of a row group find their maximum and sum through. */
  readonly reduction: 'workgroup' | 'subgroup';
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
/** What to choose from besides the guess. */
const WORKGROUPS = [64, 128, 256] as const;
const ROWS = [16, 32, 64] as const;
const FEWEST_INVOCATIONS = 32;
/** Less memory a workgroup lets more of them share a core, at the price of more chunks. */
const SMALL_MEMORIES = [32768, 16384] as const;

const VEC4_F32_BYTES = 16;

/**
 * Tiles worth measuring, best guess first; none where not even a single key fits.
 * @param headSize channels of one head, a multiple of 4
 * @param elementBytes bytes of a stored element: 2 or 4
 */
export function attentionTiles(
  headSize: number,
  elementBytes: number,
  queryCount: number,
  gpu: GpuProfile,
): readonly AttentionTile[] {
  const lanes = headSize / 4;
  const fit = (rowGroups: number, bytes = gpu.workgroupBytes) =>
    fitTile(lanes, rowGroups, elementBytes, { ...gpu, workgroupBytes: bytes });
  const guess = guessTile(lanes, queryCount, fit);
  if (guess === undefined) return [];
  const tiles = [
    guess,
    ...otherRowGroups(lanes, guess.rowGroups).flatMap((rowGroups) => fit(rowGroups) ?? []),
  ];
  const memories = SMALL_MEMORIES.filter((bytes) => bytes < gpu.workgroupBytes);
  const smaller = memories.flatMap((bytes) => fit(guess.rowGroups, bytes) ?? []);
  return [
    ...tiles.flatMap((tile) => (hasSubgroupsFor(tile, gpu) ? [tile, inSubgroups(tile)] : [tile])),
    ...smaller.filter(({ chunk }, index) => chunk < (smaller[index - 1] ?? guess).chunk),
  ];
}

/** Keys that a tile holds at once where memory does not matter. */
export function wantedChunk(headSize: number): number {
  return Math.min(WANTED_KEYS, MAX_KEYS_PER_LANE * (headSize / 4));
}

/** The tile whose chunk comes nearest to the wanted one. */
function guessTile(
  lanes: number,
  queryCount: number,
  fit: (rowGroups: number) => AttentionTile | undefined,
): AttentionTile | undefined {
  const sizes = queryCount < FEW_QUERIES ? [SMALL_WORKGROUP] : [LARGE_WORKGROUP, SMALL_WORKGROUP];
  const tiles = sizes.flatMap((size) => fit(rowGroupsIn(size, lanes)) ?? []);
  // Stable: of two with the same chunk the larger workgroup stays first.
  return tiles.sort((a, b) => b.chunk - a.chunk)[0];
}

const rowGroupsIn = (invocations: number, lanes: number) => Math.max(1, Math.floor(invocations / lanes));

function otherRowGroups(lanes: number, guess: number): readonly number[] {
  const all = [...WORKGROUPS.map((size) => rowGroupsIn(size, lanes)), ...ROWS.map((rows) => rows / 4)];
  const others = all.filter((count) => count !== guess && count * lanes >= FEWEST_INVOCATIONS);
  return [...new Set(others)].sort((a, b) => Math.abs(a - guess) - Math.abs(b - guess));
}

function fitTile(
  lanes: number,
  rowGroups: number,
  elementBytes: number,
  gpu: Pick<GpuProfile, 'workgroupBytes' | 'maxInvocations'>,
): AttentionTile | undefined {
  if (rowGroups * lanes > gpu.maxInvocations) return undefined;
  const { partials, perKey } = memoryOf(lanes, rowGroups, elementBytes);
  const affordable = Math.floor((gpu.workgroupBytes - partials) / perKey);
  const chunk = Math.min(wantedChunk(4 * lanes), affordable);
  if (chunk < 1) return undefined;
  const bytes = partials + chunk * perKey;
  return { lanes, rowGroups, chunk, keysPerLane: Math.ceil(chunk / lanes), bytes, reduction: 'workgroup' };
}

/**
 * Whether the lanes of a row group lie in one subgroup, whichever of its sizes the adapter takes: sizes are powers of
 * two from the smallest on, so a power of two up to the smallest divides them all.
 */
function hasSubgroupsFor({ lanes }: AttentionTile, { subgroupMinSize = 0 }: GpuProfile): boolean {
  return lanes > 1 && lanes <= subgroupMinSize && Number.isInteger(Math.log2(lanes));
}

/** The same chunk, so that the two differ in nothing but their reductions. */
function inSubgroups(tile: AttentionTile): AttentionTile {
  const partials = 2 * tile.lanes * tile.rowGroups * VEC4_F32_BYTES;
  return { ...tile, bytes: tile.bytes - partials, reduction: 'subgroup' };
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
