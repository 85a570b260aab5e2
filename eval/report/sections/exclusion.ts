// Table 2: the unwanted feature is absent, per guidance mode.

import { table } from '../../../bench/report/markdown.ts';
import { PAIRS } from '../../data/pairs.ts';
import type { ExclusionResult, PairFigures } from '../../suites/exclusionResult.ts';
import type { Figures } from '../../suites/outcomes.ts';
import { percent, shareIn } from '../figures.ts';
import { resultOf, type ReportInput, type Section } from '../input.ts';
import { TABLE_2 } from '../paper.ts';

const HEAD = [
  '',
  'excluded',
  'where the unguided picture showed it',
  'subject kept',
  'undamaged',
  'n',
  'paper, %',
];

export function exclusion(input: ReportInput): Section {
  const trained = resultOf(input, 'exclusion');
  const untrained = resultOf(input, 'exclusion', 'NASA-I');
  if (!trained) return { markdown: '' };
  const rows = [
    row('no guidance, NASA-T checkpoint', trained.modes.none, TABLE_2.none),
    row('CFG, κ = 2, NASA-T checkpoint', trained.modes.cfg, TABLE_2.cfg),
    untrained
      ? row('NASA-I', untrained.modes.nasa, TABLE_2['NASA-I'])
      : ['NASA-I', 'not shipped', '', '', '', '', TABLE_2['NASA-I']],
    row('NASA-T', trained.modes.nasa, TABLE_2['NASA-T']),
  ];
  const own = untrained && row('no guidance, NASA-I checkpoint', untrained.modes.none, '');
  return {
    markdown: [
      '## Table 2: is the unwanted thing gone?',
      `${trained.pairs} pairs of an open prompt and a negative x ${trained.seeds} seeds, slider at ${trained.scale}. "Undamaged": not degraded, or degraded as the unguided picture of that seed. The paper's column: FLUX.1 schnell / SDXL-DMD2, one step, 100 pictures each.`,
      table('lrrrrrr', HEAD, own ? [...rows, own] : rows),
      remark(trained, untrained),
      details(trained, untrustedHeads(input)),
    ].join('\n\n'),
  };
}

function row(name: string, figures: Figures | undefined, paper: string): string[] {
  if (figures === undefined) return [name, '–', '–', '–', '–', '–', paper];
  const shown = `${percent(shareIn(figures, 'excludedWhereShown'))}, n = ${figures.shown}`;
  return [
    name,
    percent(shareIn(figures, 'excluded')),
    shown,
    percent(shareIn(figures, 'kept')),
    name.startsWith('no guidance') ? '–' : percent(shareIn(figures, 'intact')),
    String(figures.n),
    paper,
  ];
}

function remark(trained: ExclusionResult, untrained: ExclusionResult | undefined): string {
  const { none, cfg, nasa } = trained.modes;
  const parts = [
    `Where ours differs: without guidance the feature is absent from ${percent(shareIn(none, 'excluded'))} of our pictures and from 25 to 44 % of the paper's. Our prompts leave a factor open that the seed decides by a known prior, so most seeds do not show it; the second column leaves those seeds out and is the one to compare.`,
  ];
  if (cfg && nasa)
    parts.push(
      `CFG removes ${percent(shareIn(cfg, 'excludedWhereShown'))} of what was there and keeps the subject in ${percent(shareIn(cfg, 'kept'))}; in the paper it leaves the feature in every picture. These weights were trained with NASA in the loop, not with CFG.`,
    );
  const own = untrained?.modes.nasa;
  if (own && own.shown > 0)
    parts.push(
      `NASA-I removes ${percent(shareIn(own, 'excludedWhereShown'))} here and nearly all in the paper. In a small network that was trained from scratch the seed alone decides what the prompt leaves open; weights that never saw a negative have not learnt to let the text overrule it. NASA-T is NASA-I trained further: it also has more steps behind it (training/README.md says how many).`,
    );
  return parts.join(' ');
}

/** By positive and negative: of the pairs that an untrusted head judges. */
function untrustedHeads({ labels }: ReportInput): (pair: PairFigures) => boolean {
  return ({ positive, negative }) => {
    const pair = PAIRS.find((one) => one.positive === positive && one.negative === negative);
    const head = pair && 'head' in pair.feature ? pair.feature.head : 'subject';
    return labels.heldOutAccuracy[head]?.trusted === false;
  };
}

function details({ perPair }: ExclusionResult, isUntrusted: (pair: PairFigures) => boolean): string {
  const rows = perPair.map((pair) => [
    pair.positive,
    isUntrusted(pair) ? `${pair.negative} \\*` : pair.negative,
    ...[pair.none, pair.cfg, pair.nasa].map((figures) => percent(shareIn(figures, 'excluded'))),
    pair.nasa ? `${percent(shareIn(pair.nasa, 'excludedWhereShown'))}, n = ${pair.nasa.shown}` : '–',
    percent(shareIn(pair.nasa, 'kept')),
  ]);
  const head = ['prompt', 'negative', 'none', 'CFG', 'NASA-T', 'NASA-T, where shown', 'NASA-T, kept'];
  return `<details><summary>Every pair</summary>\n\n${table('llrrrrr', head, rows)}\n\n\\* Judged by a head that is not trusted.\n\n</details>`;
}
