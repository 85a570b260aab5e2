// What a pane is drawn with, and that in words: the slider's position through the registry of modes.
import type { PaneRequest } from './engine.ts';
import type { GuidanceMode, GuidanceParameters, ModelFamily, ParameterName } from './guidance.ts';
import { MODES, type ModeParameter } from './modes.ts';

/**
 * @param strength the slider, 0 to 1.5
 * @returns mode `none` at strength 0: most modes, VSF for one, are not the plain picture at a scale of 0
 */
export function guidanceAt(
  { mode, exact = {} }: Omit<PaneRequest, 'id'>,
  strength: number,
  family: ModelFamily,
): GuidanceParameters {
  if (strength === 0) return { mode: 'none' };
  return { ...MODES[mode].at(strength, family), ...exact };
}

/** @returns each number of a mode, in the order of the registry */
export function numbersOf(guidance: GuidanceParameters): readonly (readonly [ModeParameter, number])[] {
  const values: Readonly<Partial<Record<ParameterName, number>>> & Pick<GuidanceParameters, 'mode'> =
    guidance;
  return MODES[guidance.mode].parameters.map((parameter) => [parameter, values[parameter.name] ?? NaN]);
}

/** What a picture was drawn with, e.g. `VSF, scale 1.70, offset 0.2`, or `VSF, off`. @param mode what it was asked for in */
export function describeGuidance(mode: GuidanceMode, guidance: GuidanceParameters): string {
  const { name } = MODES[mode];
  if (mode === 'none') return name;
  if (guidance.mode === 'none') return `${name}, off`;
  return [name, ...numbersOf(guidance).map(describeNumber)].join(', ');
}

/** The authors' own numbers, e.g. `scale 4, tau 2.5, alpha 0.25`. */
export function describeDefaults(mode: GuidanceMode, family: ModelFamily): string {
  return numbersOf(MODES[mode].defaults(family))
    .map(([{ name }, value]) => `${name} ${value}`)
    .join(', ');
}

/** The scale goes with the slider, so it keeps its width. */
function describeNumber([{ name }, value]: readonly [ModeParameter, number]): string {
  return `${name} ${name === 'scale' ? value.toFixed(2) : value}`;
}
