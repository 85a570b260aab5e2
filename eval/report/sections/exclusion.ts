// Table 2: the unwanted feature is absent, per guidance mode.

import { table } from '../../../bench/report/markdown.ts';
import type { ExclusionResult } from '../../suites/exclusionResult.ts';
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
    row('no guidance', trained.modes.none, TABLE_2.none),
    row('CFG, κ = 2', trained.modes.cfg, TABLE_2.cfg),
    untrained
      ? row('NASA-I', untrained.modes.nasa, TABLE_2['NASA-I'])
      : ['NASA-I', 'not shipped', '', '', '', '', TABLE_2['NASA-I']],
    row('NASA-T', trained.modes.nasa, TABLE_2['NASA-T']),
  ];
  const own = untrained && row('no guidance, NASA-I checkpoint', untrained.modes.none, '');
  return {
    markdown: [
      '## Table 2: is the unwanted thing gone?',
      `${trained.pairs} pairs of an open prompt and a negative x ${trained.seeds} seeds, slider at ${trained.scale}; the seeds are 0, 1, 2, ... for every pair. The paper's column: FLUX.1 schnell / SDXL-DMD2, one step, 100 pictures each.`,
      table('lrrrrrr', HEAD, own ? [...rows, own] : rows),
      remark(trained, untrained),
      details(trained),
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
    percent(shareIn(figures, 'intact')),
    String(figures.n),
    paper,
  ];
}

function remark(trained: ExclusionResult, untrained: ExclusionResult | undefined): string {
  const none = 100 * (trained.modes.none?.excluded ?? 0);
  const parts = [
    `Where ours differs: without guidance the feature is absent from ${none.toFixed(0)} % of our pictures and from 25 to 44 % of the paper's. Our prompts leave a factor open that the seed decides by a known prior, so most seeds do not show it; the second column leaves those seeds out and is the one to compare.`,
  ];
  if (untrained) {
    const found = untrained.modes.nasa?.excludedWhereShown ?? 0;
    if (found < 0.9)
      parts.push(
        `NASA-I removes ${(100 * found).toFixed(0)} % here and nearly all in the paper: in a small network trained from scratch the seed alone decides what the prompt leaves open, and a network that never saw a negative has not learnt to let the text overrule it. Its run also had fewer steps behind it (training/README.md).`,
      );
  } else parts.push('The checkpoint that never saw a negative (NASA-I) does not ship yet.');
  return parts.join(' ');
}

function details({ perPair }: ExclusionResult): string {
  const rows = perPair.map(({ positive, negative, none, cfg, nasa }) => [
    positive,
    negative,
    ...[none, cfg, nasa].map((figures) => percent(shareIn(figures, 'excluded'))),
    nasa ? `${percent(shareIn(nasa, 'excludedWhereShown'))}, n = ${nasa.shown}` : '–',
    percent(shareIn(nasa, 'kept')),
  ]);
  const head = ['prompt', 'negative', 'none', 'CFG', 'NASA-T', 'NASA-T, where shown', 'NASA-T, kept'];
  return `<details><summary>Every pair</summary>\n\n${table('llrrrrr', head, rows)}\n\n</details>`;
}
