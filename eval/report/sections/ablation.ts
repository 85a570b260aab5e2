// Table 5: where negatives take part in the distillation.

import { table } from '../../../bench/report/markdown.ts';
import { number, percent } from '../figures.ts';
import type { AblationOrder } from '../../suites/ablation.ts';
import type { ReportInput, Section } from '../input.ts';

const TITLES: Readonly<Record<string, string>> = {
  baseline: 'no negatives, no NASA',
  teacher: 'negatives in the frozen teacher',
  lora: 'negatives in the LoRA teacher',
  'nasa-teacher': 'NASA, negatives in the frozen teacher (NASA-T)',
  'nasa-teacher-lora': 'NASA, negatives in both teachers',
};

export function ablation({ ablation: result }: ReportInput): Section {
  const title = '## Table 5: where negatives take part in the distillation';
  if (result === undefined)
    return {
      markdown: `${title}\n\nNot measured yet: the distillation's results are not there (\`npm run eval -- --suite ablation\`).`,
    };
  const rows = result.rows.map(({ name, paper, fidelity, fidelityGuided, excludedWhereShown, kept }) => [
    TITLES[name] ?? name,
    number(fidelity),
    number(fidelityGuided),
    `${percent(excludedWhereShown)}, n = ${excludedWhereShown.n}`,
    percent(kept),
    String(kept.n),
    paper.toFixed(2),
  ]);
  return {
    markdown: [
      title,
      'A small run of the paper’s own method (section 5.3) at 32 px; students of one teacher, each after the same steps. Fidelity is the peak signal-to-noise ratio, in decibels, to the nearest picture that is right in every respect; in the row’s own mode (the first three unguided, the others with NASA at 1) and with NASA at 1 in all; the paper scores HPSv2.',
      table(
        'lrrrrrr',
        [
          '',
          'fidelity, dB',
          'with NASA at 1',
          'excluded there, where shown',
          'kept there',
          'n',
          'paper, HPSv2',
        ],
        rows,
      ),
      `${ordered('In the mode that each row is meant for', result.order)} ${ordered('With NASA at 1 in all', result.orderGuided)} Small networks on a few subjects are no SBv2, and pixels are not people’s taste: where the order differs, this run decides nothing about the paper's. Why it may: training/README.md.`,
    ].join('\n\n'),
  };
}

function ordered(how: string, { agree, differ, undecided }: AblationOrder): string {
  const total = agree.length + differ.length + undecided.length;
  const reversed = differ.map(
    ([better, worse]) => `"${TITLES[better] ?? better}" over "${TITLES[worse] ?? worse}"`,
  );
  const paper = reversed.length === 0 ? '' : ` (the paper has ${reversed.join('; ')})`;
  return `${how}: of ${total} pairs of rows ${agree.length} ${agree.length === 1 ? 'is' : 'are'} ordered as in the paper, ${differ.length} the other way round${paper}, ${undecided.length} undecided, because their intervals overlap.`;
}
