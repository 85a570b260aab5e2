// Table 5: where negatives take part in the distillation.

import { table } from '../../../bench/report/markdown.ts';
import { number, percent } from '../figures.ts';
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
  const rows = result.rows.map(({ name, paper, fidelity, excludedWhereShown, kept }) => [
    TITLES[name] ?? name,
    number(fidelity),
    `${percent(excludedWhereShown)}, n = ${excludedWhereShown.n}`,
    percent(kept),
    String(kept.n),
    paper.toFixed(2),
  ]);
  const { agree, differ, undecided } = result.order;
  const total = agree.length + differ.length + undecided.length;
  const reversed = differ.map((pair) => pair.join(' over ')).join(', ');
  return {
    markdown: [
      title,
      'A small run of the paper’s own method (section 5.3) at 32 px; students of one teacher, each after the same steps and in the mode that it is meant for. Fidelity is the peak signal-to-noise ratio, in decibels, to the nearest picture that is right in every respect; the paper scores HPSv2.',
      table(
        'lrrrrr',
        ['', 'fidelity, dB', 'excluded, where shown', 'subject kept', 'n', 'paper, HPSv2'],
        rows,
      ),
      `Of ${total} pairs of rows, ${agree.length} are ordered as in the paper, ${differ.length} the other way round${reversed && ` (the paper has ${reversed})`}, ${undecided.length} undecided: their intervals overlap. Small networks on a few subjects for an hour are no SDXL: where the order differs, this run decides nothing about the paper's.`,
    ].join('\n\n'),
  };
}
