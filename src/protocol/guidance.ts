// How a picture is steered away from the negative prompt: the modes, and the numbers that each of them runs with.

/** What a mode runs with. All but `cfg` are what the attention op does; CFG combines two plain passes. */
export type GuidanceParameters =
  | { readonly mode: 'none' }
  | { readonly mode: 'nasa'; readonly scale: number }
  | { readonly mode: 'nag'; readonly scale: number; readonly tau: number; readonly alpha: number }
  | { readonly mode: 'vsf'; readonly scale: number; readonly offset: number }
  | { readonly mode: 'cfg'; readonly scale: number };

export type GuidanceMode = GuidanceParameters['mode'];

export type ParameterName = Exclude<
  GuidanceParameters extends infer Each ? (Each extends GuidanceParameters ? keyof Each : never) : never,
  'mode'
>;

/** Some of a mode's numbers, set by hand in place of what the slider gives. */
export type ExactParameters = Readonly<Partial<Record<ParameterName, number>>>;

/** Whose network a model is: authors give other defaults for each. `own`: the embedded model. */
export type ModelFamily = 'own' | 'sd1' | 'sd2' | 'sdxl' | 'pixart';
