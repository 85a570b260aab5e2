// The guidance modes as data: what each does, in words and as a formula, whose it is, and what the slider means to it.
import type { GuidanceMode, GuidanceParameters, ModelFamily, ParameterName } from './guidance.ts';

export interface ModeParameter {
  readonly name: ParameterName;
  /** As the paper writes it. */
  readonly symbol: string;
  readonly min: number;
  readonly max: number;
}

export interface Paper {
  readonly title: string;
  readonly arxiv: string;
  readonly url: string;
}

export interface ModeSpec {
  readonly id: GuidanceMode;
  readonly name: string;
  /** What it does, in one plain sentence. */
  readonly sentence: string;
  readonly formula: string;
  /** Where it acts: `attention` modes are the attention op's, one pass; `output` combines two plain passes. */
  readonly place: 'nowhere' | 'attention' | 'output';
  /** Forward passes that each step of a picture takes. */
  readonly passes: 1 | 2;
  readonly paper: Paper | undefined;
  readonly parameters: readonly ModeParameter[];
  /** The authors' own numbers for this family, or for the nearest that they name. */
  readonly defaults: (family: ModelFamily) => GuidanceParameters;
  /** @param strength the slider, above 0: at 0 every mode is off, and the picture is the plain one */
  readonly at: (strength: number, family: ModelFamily) => GuidanceParameters;
  /** How often the positive counts and how often the negative is taken off, at this scale. */
  readonly weights: (scale: number) => readonly [positive: number, negative: number];
}

const SCALE = { name: 'scale', symbol: 's', min: 0, max: 20 } as const;

function arxiv(id: string, title: string): Paper {
  return Object.freeze({ title, arxiv: id, url: `https://arxiv.org/abs/${id}` });
}

/** NASA's alpha without training for it (arXiv 2412.02687, NASA-I); models trained with it take 1. */
const NASA_SCALE: Readonly<Record<ModelFamily, number>> = {
  own: 1,
  sd1: 0.1,
  sd2: 0.2,
  sdxl: 1,
  pixart: 0.5,
};

/**
 * Table 5 of arXiv 2505.21179. Its phi is one less than `nag_scale` of the released code, which means s Z+ - (s - 1) Z-.
 * SD 2 is not in it: the row of SD 1.5, whose network it has. `own`: the row that most models share.
 */
const NAG_DEFAULTS = {
  own: { scale: 4, tau: 2.5, alpha: 0.25 },
  sd1: { scale: 2, tau: 2.5, alpha: 0.375 },
  sd2: { scale: 2, tau: 2.5, alpha: 0.375 },
  sdxl: { scale: 2, tau: 2.5, alpha: 0.5 },
  pixart: { scale: 4, tau: 2.5, alpha: 0.375 },
} as const satisfies Readonly<Record<ModelFamily, unknown>>;

/** What the authors' code takes where text has a cross-attention of its own (Wan); it calls the offset -0.2. */
const VSF_DEFAULTS = { scale: 1.7, offset: 0.2 } as const;

export const MODES = Object.freeze<Readonly<Record<GuidanceMode, ModeSpec>>>({
  none: {
    id: 'none',
    name: 'No guidance',
    sentence: 'The picture of the positive prompt alone; the negative prompt is not read.',
    formula: 'Z = Z⁺',
    place: 'nowhere',
    passes: 1,
    paper: undefined,
    parameters: [],
    defaults: () => ({ mode: 'none' }),
    at: () => ({ mode: 'none' }),
    weights: () => [1, 0],
  },

  nasa: {
    id: 'nasa',
    name: 'NASA',
    sentence: 'NASA subtracts the negative prompt inside every text cross-attention, equally everywhere.',
    formula: 'Z = Z⁺ − s Z⁻',
    place: 'attention',
    passes: 1,
    paper: arxiv('2412.02687', 'Supercharged One-step Text-to-Image Diffusion Models with Negative Prompts'),
    parameters: [SCALE],
    defaults: (family) => ({ mode: 'nasa', scale: NASA_SCALE[family] }),
    at: (strength) => ({ mode: 'nasa', scale: strength }),
    weights: (scale) => [1, scale],
  },

  nag: {
    id: 'nag',
    name: 'NAG',
    sentence:
      'NAG pushes away from the negative prompt, limits the push at each spot, and blends it with the plain picture.',
    formula: 'Z̃ = Z⁺ + φ (Z⁺ − Z⁻), at most τ times as long as Z⁺;  Z = α Z̃ + (1 − α) Z⁺',
    place: 'attention',
    passes: 1,
    paper: arxiv(
      '2505.21179',
      'Normalized Attention Guidance: Universal Negative Guidance for Diffusion Models',
    ),
    parameters: [
      { ...SCALE, symbol: 'φ' },
      { name: 'tau', symbol: 'τ', min: 1, max: 10 },
      { name: 'alpha', symbol: 'α', min: 0, max: 1 },
    ],
    defaults: (family) => ({ mode: 'nag', ...NAG_DEFAULTS[family] }),
    at(strength, family) {
      const { scale, ...limits } = NAG_DEFAULTS[family];
      return { mode: 'nag', scale: scale * strength, ...limits };
    },
    weights: (scale) => [1 + scale, scale],
  },

  vsf: {
    id: 'vsf',
    name: 'VSF',
    sentence:
      'VSF lets both prompts compete for attention and subtracts what the negative one wins, so it acts where it fits.',
    formula: 'Z = softmax(Q [K⁺ K⁻]ᵀ / √d + [0 −β]) [V⁺ −α V⁻]',
    place: 'attention',
    passes: 1,
    paper: arxiv(
      '2508.10931',
      'VSF: Simple, Efficient, and Effective Negative Guidance in Few-Step Image Generation Models By Value Sign Flip',
    ),
    parameters: [
      { ...SCALE, symbol: 'α' },
      { name: 'offset', symbol: 'β', min: 0, max: 20 },
    ],
    defaults: () => ({ mode: 'vsf', ...VSF_DEFAULTS }),
    at: (strength) => ({ mode: 'vsf', ...VSF_DEFAULTS, scale: VSF_DEFAULTS.scale * strength }),
    weights: (scale) => [1, scale],
  },

  cfg: {
    id: 'cfg',
    name: 'CFG',
    sentence: 'CFG runs twice and subtracts whole predictions, which breaks one-step pictures.',
    formula: 'ε = κ ε⁺ + (1 − κ) ε⁻',
    place: 'output',
    passes: 2,
    paper: arxiv('2207.12598', 'Classifier-Free Diffusion Guidance'),
    parameters: [{ ...SCALE, symbol: 'κ' }],
    // Stable Diffusion's, for tens of steps.
    defaults: () => ({ mode: 'cfg', scale: 7.5 }),
    // kappa 1 is the positive prediction alone: (1 - kappa) f(negative) + kappa f(positive)  (arXiv 2412.02687, eq. 5).
    at: (strength) => ({ mode: 'cfg', scale: 1 + strength }),
    weights: (scale) => [scale, scale - 1],
  },
});

/** In the order of the registry. */
export const MODE_IDS: readonly GuidanceMode[] = Object.freeze(Object.values(MODES).map(({ id }) => id));

/** What the attention op does in one pass: the modes that compete for the steered pane. */
export const ATTENTION_MODES: readonly GuidanceMode[] = Object.freeze(
  MODE_IDS.filter((id) => MODES[id].place === 'attention'),
);
