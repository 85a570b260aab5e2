// What the paper reports (arXiv 2412.02687v3), beside which our figures stand.

/** Table 2: per cent of 100 pictures without the feature, one step: FLUX.1 schnell and SDXL-DMD2. */
export const TABLE_2 = Object.freeze({ none: '44 / 25', cfg: '0 / 0', 'NASA-I': '99 / 100', 'NASA-T': '–' });

/** Table 3, HPSv2. */
export const TABLE_3: Readonly<Record<string, string>> = Object.freeze({
  none: '30.34 (SBv2, Table 5)',
  'CFG 1.5': '28.38 (DMD), 27.97 (SBv2 with NASA-T)',
  'CFG 2.5': '25.10 (DMD)',
  'NASA 1': '31.21 (SBv2 with NASA-T)',
});

/** Fig. 7: HPSv2 over alpha 0 to 1.5, PixArt student with NASA-T. */
export const FIGURE_7 = Object.freeze({ peak: 31.2, at: 'about 1' });

/** NegGenBench of VSF (arXiv 2508.10931) on SD 3.5 Large Turbo: positive kept, negative gone, quality. */
export const NEG_GEN_BENCH = Object.freeze({
  none: '0.990 / 0.195 / 0.968',
  nasa: '0.970 / 0.380 / 0.867',
  nag: '0.993 / 0.220 / 0.968',
  vsf: '0.980 / 0.420 / 0.986',
  cfg: '1.000 / 0.300 / 0.956 (28 steps)',
});

export const FLOPS_OVER_PLAIN = '+1.89 %';
