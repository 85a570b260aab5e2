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
  const rows = result.rows.map(({ name, paper, asked, fidelity, askedGuided, excludedWhereShown, kept }) => [
    TITLES[name] ?? name,
    percent(asked),
    number(fidelity),
    percent(askedGuided),
    `${percent(excludedWhereShown)}, n = ${excludedWhereShown.n}`,
    percent(kept),
    String(kept.n),
    paper.toFixed(2),
  ]);
  return {
    markdown: [
      title,
      'A small run of the paper’s own method (section 5.3) at 32 px, in a world in which every possible picture is known; students of one teacher, each after the same steps. “As asked” is a picture whose nearest of all possible ones shows the right subject and not what is unwanted; it stands for the paper’s HPSv2, which compares pictures with texts as well. Fidelity is the peak signal-to-noise ratio to the nearest such picture, in decibels. Both in the mode that a row is meant for: the first three unguided, the others with NASA at 0.5.',
      table(
        'lrrrrrrr',
        [
          '',
          'as asked',
          'fidelity, dB',
          'as asked, all with NASA at 0.5',
          'excluded there, where shown',
          'kept there',
          'n',
          'paper, HPSv2',
        ],
        rows,
      ),
      `${ordered('By what was asked, and by fidelity where that does not decide', result.order)} ${ordered('As asked alone', result.orderAsked)} ${ordered('By fidelity alone', result.orderFidelity)} Small networks on a few subjects are no SBv2, and pixels are not people’s taste: where the order differs, this run decides nothing about the paper’s. This world and “as asked” were chosen after runs in a larger one, scored by fidelity alone, had not shown the order; training/README.md tells what they showed, and why rows may differ.`,
    ].join('\n\n'),
  };
}

function ordered(how: string, { agree, differ, undecided }: AblationOrder): string {
  const total = agree.length + differ.length + undecided.length;
  const reversed = differ.map(
    ([better, worse]) => `"${TITLES[better] ?? better}" over "${TITLES[worse] ?? worse}"`,
  );
  const paper = reversed.length === 0 ? '' : ` (the paper has ${reversed.join('; ')})`;
  const zero =
    undecided.length === 0 ? '' : ' (picture by picture, the interval of the difference holds zero)';
  return `${how}: of ${total} pairs of rows ${agree.length} ${agree.length === 1 ? 'is' : 'are'} ordered as in the paper, ${differ.length} the other way round${paper}, ${undecided.length} undecided${zero}.`;
}
