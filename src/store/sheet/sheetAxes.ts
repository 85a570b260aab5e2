// What a sheet of pictures may vary, as data: which values an axis has, and how they are written beside the pictures.
import type { EngineInfo, PictureRequest } from '../../protocol/engine.ts';
import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../../protocol/limits.ts';
import { MODE_IDS, MODES } from '../../protocol/modes.ts';
import { toRange } from '../../protocol/readNumber.ts';

export type AxisId = 'scale' | 'seed' | 'negative' | 'mode' | 'checkpoint';

/** What a person has set for each kind of axis; it stays when another kind is chosen. */
export interface AxisSettings {
  /** Pictures from scale 0 to 1.5. */
  readonly scales: number;
  /** Seeds one after the other, from this one on. */
  readonly firstSeed: number;
  readonly seeds: number;
  /** One a line; an empty line is a picture without a negative. */
  readonly negatives: string;
}

export interface AxisValue {
  readonly label: string;
  readonly change: Partial<PictureRequest>;
}

/** What an axis asks about the model; `null` while there is none. */
export type AxisModel = Pick<EngineInfo, 'missingModes' | 'checkpoints'> | null;

export interface AxisSpec {
  readonly id: AxisId;
  readonly name: string;
  readonly values: (settings: AxisSettings, model: AxisModel) => readonly AxisValue[];
}

/** Columns of a sheet, at most; there are never more rows than `MAX_ROWS`. */
export const MAX_COLUMNS = 12;
export const MAX_ROWS = 8;

export const SCALES_RANGE: NumberRange = Object.freeze({ name: 'Scales', min: 2, max: MAX_COLUMNS, step: 1 });
export const SEEDS_RANGE: NumberRange = Object.freeze({ name: 'Seeds', min: 1, max: MAX_COLUMNS, step: 1 });

export const AXES = Object.freeze<Readonly<Record<AxisId, AxisSpec>>>({
  scale: {
    id: 'scale',
    name: 'Scale',
    values: ({ scales }) =>
      counted(scales).map((index) => {
        const scale = toRange((index * SCALE_RANGE.max) / Math.max(1, scales - 1), SCALE_RANGE);
        return { label: scale.toFixed(2), change: { scale } };
      }),
  },
  seed: {
    id: 'seed',
    name: 'Seed',
    values: ({ firstSeed, seeds }) =>
      counted(seeds)
        .map((index) => firstSeed + index)
        .filter((seed) => seed <= SEED_RANGE.max)
        .map((seed) => ({ label: String(seed), change: { seed } })),
  },
  negative: {
    id: 'negative',
    name: 'I don’t want',
    values: ({ negatives }) =>
      [...new Set(negatives.split('\n').map((line) => line.trim()))].map((negative) => ({
        label: negative || 'nothing',
        change: { negative },
      })),
  },
  mode: {
    id: 'mode',
    name: 'Method',
    values: (_, model) =>
      MODE_IDS.filter((mode) => model?.missingModes[mode] === undefined).map((mode) => ({
        label: MODES[mode].name,
        change: { mode },
      })),
  },
  checkpoint: {
    id: 'checkpoint',
    name: 'Weights',
    values: (_, model) => {
      const checkpoints = model?.checkpoints ?? [];
      if (checkpoints.length === 0) return [{ label: 'the model’s', change: {} }];
      return checkpoints.map(({ id, name }) => ({ label: name, change: { checkpoint: id } }));
    },
  },
});

export const AXIS_IDS: readonly AxisId[] = Object.freeze(Object.values(AXES).map(({ id }) => id));

const counted = (length: number): number[] => Array.from({ length }, (_, index) => index);
