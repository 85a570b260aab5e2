// What follows from the arms' times: ratios, shares of the ceilings, and whole models summed over their layers.

import { round } from '../statistics.ts';
import type { ArmResult } from '../harness/result.ts';
import { bytesOf, flopsOf, type AttentionShape } from './shapes.ts';

export const RATIOS = { plain_over_ours: 'plain', mha_over_ours: 'mha', two_over_ours: 'two' } as const;
export type RatioName = keyof typeof RATIOS;
export type Ratios = Readonly<Record<RatioName, number | null>>;

/** What one execution of a ceiling's arm does. */
export interface CeilingWork {
  readonly probeFlops: number;
  readonly copyBytes: number;
  /** Of the tensors. */
  readonly elementBytes: number;
}

export interface ShapeFigures extends AttentionShape {
  readonly gflop: number;
  readonly megabytes: number;
  /** Of ours; its FLOPs over its time. */
  readonly gflopsPerSecond: number | null;
  /** Of the probe, in the same rounds. */
  readonly percentOfProbe: number | null;
  /** ms: what the probe's and the copy's rates allow, whichever takes longer. */
  readonly floor: number | null;
  readonly ratios: Ratios;
}

export interface ModelFigures {
  readonly model: string;
  readonly layers: number;
  /** ms of ours on the GPU's clock where there is one, over all layers. */
  readonly ours: number | null;
  readonly floor: number | null;
  /** ms: one launch for each layer. */
  readonly launches: number | null;
  readonly oursOverFloorAndLaunches: number | null;
  readonly ratios: Ratios;
}

type Clock = 'wall' | 'gpu';

export function shapeFigures(
  shape: AttentionShape,
  arms: readonly ArmResult[],
  work: CeilingWork,
): ShapeFigures {
  const flops = flopsOf(shape);
  const bytes = bytesOf(shape, work.elementBytes);
  const time = (name: string) => bestTime(arms, shape, name);
  const [ours, probe, copy] = [time('ours'), time('probe'), time('copy')];
  const probeRate = over(work.probeFlops, probe); // FLOP per ms
  return {
    ...shape,
    gflop: round(flops / 1e9),
    megabytes: round(bytes / 1e6),
    gflopsPerSecond: rounded(over(flops / 1e6, ours)),
    percentOfProbe: rounded(over(100 * (over(flops, ours) ?? NaN), probeRate)),
    floor: rounded(floorOf(over(flops, probeRate), over(bytes, over(work.copyBytes, copy)))),
    ratios: ratiosOf([shape], arms),
  };
}

/** Models of which all shapes were measured. */
export function modelFigures(shapes: readonly ShapeFigures[], arms: readonly ArmResult[]): ModelFigures[] {
  const models = [...new Set(shapes.map(({ model }) => model))];
  return models.map((model) => {
    const own = shapes.filter((shape) => shape.model === model);
    const ours = total(own, (shape) => bestTime(arms, shape, 'ours'));
    const floor = total(own, (shape) => shape.floor);
    const launches = total(own, (shape) => bestTime(arms, shape, 'launch'));
    return {
      model,
      layers: own.reduce((sum, { layers }) => sum + layers, 0),
      ours: rounded(ours),
      floor: rounded(floor),
      launches: rounded(launches),
      oursOverFloorAndLaunches: rounded(over(ours, (floor ?? NaN) + (launches ?? NaN))),
      ratios: ratiosOf(own, arms),
    };
  });
}

/** Sums of medians, every shape as often as the model has it: what a pass spends in one arm over what it spends in ours. */
export function ratiosOf(shapes: readonly AttentionShape[], arms: readonly ArmResult[]): Ratios {
  const ratio = (name: RatioName) => {
    const clock = commonClock(arms, shapes, ['ours', RATIOS[name]]);
    const sum = (arm: string) => total(shapes, (shape) => timeOf(arms, shape, arm, clock));
    return rounded(over(sum(RATIOS[name]), sum('ours')));
  };
  return {
    plain_over_ours: ratio('plain_over_ours'),
    mha_over_ours: ratio('mha_over_ours'),
    two_over_ours: ratio('two_over_ours'),
  };
}

/** The GPU's where all of them have it. */
function commonClock(
  arms: readonly ArmResult[],
  shapes: readonly AttentionShape[],
  names: readonly string[],
): Clock {
  const all = names.every((name) => shapes.every((shape) => timeOf(arms, shape, name, 'gpu') !== undefined));
  return all ? 'gpu' : 'wall';
}

function bestTime(arms: readonly ArmResult[], shape: AttentionShape, name: string): number | undefined {
  return timeOf(arms, shape, name, commonClock(arms, [shape], ['ours', 'probe', 'copy', 'launch']));
}

function timeOf(
  arms: readonly ArmResult[],
  { name: shape }: AttentionShape,
  name: string,
  clock: Clock,
): number | undefined {
  const arm = arms.find((candidate) => candidate.shape === shape && candidate.name === name);
  return (clock === 'gpu' ? arm?.gpuMs : arm?.ms)?.median;
}

/** Undefined as soon as one is. */
function total<Shape extends AttentionShape>(
  shapes: readonly Shape[],
  of: (shape: Shape) => number | null | undefined,
): number | undefined {
  return shapes.reduce<number | undefined>((sum, shape) => {
    const value = of(shape);
    return sum === undefined || value === undefined || value === null
      ? undefined
      : sum + shape.layers * value;
  }, 0);
}

function floorOf(compute: number | undefined, traffic: number | undefined): number | undefined {
  return compute === undefined || traffic === undefined ? undefined : Math.max(compute, traffic);
}

function over(above: number | undefined, below: number | undefined): number | undefined {
  return above === undefined || !below ? undefined : above / below;
}

function rounded(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : round(value);
}
