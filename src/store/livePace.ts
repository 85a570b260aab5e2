// How an animation moves: the scale to and fro between 0 and 1, and one seed after the other. Pure arithmetic of time and pictures.
import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../protocol/limits.ts';
import { toRange } from '../protocol/readNumber.ts';

/** What moves. */
export type LiveMotion = (typeof LIVE_MOTIONS)[number];
export const LIVE_MOTIONS = Object.freeze(['scale', 'seeds', 'both'] as const);

export type LiveSpeed = (typeof LIVE_SPEEDS)[number];
export const LIVE_SPEEDS = Object.freeze(['slow', 'normal', 'fast'] as const);

/** Pictures of one seed before the next one comes. */
export const WALK_RANGE: NumberRange = Object.freeze({ name: 'Pictures a seed', min: 1, max: 60, step: 1 });

/** Milliseconds from scale 0 to 1. */
const SWING: Readonly<Record<LiveSpeed, number>> = { slow: 4000, normal: 2000, fast: 1000 };
/** However long a picture takes, a swing has this many stops, so that it is seen to move and not to jump. */
const STOPS = 10;
/** Where a person asked for less motion: stops a swing, and milliseconds between two of them, at least. */
const CALM_STOPS = 4;
export const CALM_GAP = 1000;

export interface LivePoint {
  /** Where the swing is: 0 to 1 on the way up, 1 to 2 on the way down. */
  readonly phase: number;
  /** Pictures since the play began. */
  readonly pictures: number;
}

export interface LivePace {
  readonly motion: LiveMotion;
  readonly speed: LiveSpeed;
  readonly picturesPerSeed: number;
  /** A locked seed stays, whatever is to move. */
  readonly seedLocked: boolean;
  /** `prefers-reduced-motion` */
  readonly isCalm: boolean;
}

/** The play begins where the slider stands. */
export function startAt(scale: number): LivePoint {
  return { phase: Math.min(1, scale), pictures: 0 };
}

/** @param elapsed milliseconds since the last step */
export function nextPoint(point: LivePoint, { speed, isCalm }: LivePace, elapsed: number): LivePoint {
  const step = isCalm ? 1 / CALM_STOPS : Math.min(1 / STOPS, elapsed / SWING[speed]);
  return { phase: (point.phase + step) % 2, pictures: point.pictures + 1 };
}

/** What the settings become. */
export function settingsAt(
  { phase, pictures }: LivePoint,
  { motion, picturesPerSeed, seedLocked }: LivePace,
  seed: number,
): { readonly scale?: number; readonly seed?: number } {
  const scale = toRange(phase <= 1 ? phase : 2 - phase, SCALE_RANGE);
  const isNextSeed = motion !== 'scale' && !seedLocked && pictures % picturesPerSeed === 0;
  return {
    ...(motion !== 'seeds' && { scale }),
    ...(isNextSeed && { seed: seed === SEED_RANGE.max ? 0 : seed + 1 }),
  };
}
