// Table 3: nearness to the positive and to the negative prompt, and quality, with CFG rows.

import { table } from '../../../bench/report/markdown.ts';
import type { Estimate } from '../../statistics/mean.ts';
import { number, percent } from '../figures.ts';
import { resultsOf, type ReportInput, type Section } from '../input.ts';
import { TABLE_3 } from '../paper.ts';

const HEAD = ['', 'CLIP+', 'CLIP−', 'not degraded', 'subject kept', 'n', 'paper, HPSv2'];

export function clip(input: ReportInput): Section {
  const found = resultsOf(input, 'clip');
  if (found.length === 0) return { markdown: '' };
  const tables = found.map(({ checkpoint, result }) => {
    const rows = result.rows.map(({ name, clipPositive, clipNegative, clean, kept }) => [
      name,
      number(clipPositive),
      number(clipNegative),
      percent(clean),
      percent(kept),
      String(kept.n),
      checkpoint === 'NASA-T' ? (TABLE_3[name] ?? '') : '',
    ]);
    const title = `${checkpoint} checkpoint, ${result.pairs} pairs x ${result.seeds} seeds:`;
    return `${title}\n\n${table('lrrrrrl', HEAD, rows)}`;
  });
  return {
    markdown: [
      '## Table 3: nearer to the prompt, farther from the negative',
      "100 x cosine between a picture and a caption in our own dual encoder (means, bootstrap intervals). The paper scores HPSv2, a model of people's taste that knows photographs and art, not our pictures; the numbers share no scale, only their order can be compared.",
      ...tables,
      order(found[0]!.result),
    ].join('\n\n'),
  };
}

/** What the intervals let one say of CFG and NASA against no guidance, on these weights. */
function order({ rows }: ReturnType<typeof resultsOf<'clip'>>[number]['result']): string {
  const none = rows.find(({ name }) => name === 'none');
  const sentences = ['CFG 2.5', 'NASA 1'].flatMap((name) => {
    const row = rows.find((one) => one.name === name);
    if (!row || !none) return [];
    return [
      `${name} against no guidance: CLIP+ ${change(none.clipPositive, row.clipPositive)}, CLIP− ${change(none.clipNegative, row.clipNegative)}, undegraded pictures ${change(none.clean, row.clean)}, subjects ${change(none.kept, row.kept)}.`,
    ];
  });
  return `${sentences.join(' ')} (Undecided: the intervals overlap.) In the paper CFG lowers HPSv2 and NASA raises it, with a negative about quality; most of our negatives speak of something else.`;
}

function change(before: Estimate, after: Estimate): string {
  if (!before.interval || !after.interval) return 'not measured';
  if (after.interval[0] > before.interval[1]) return 'rise';
  return after.interval[1] < before.interval[0] ? 'fall' : 'undecided';
}
