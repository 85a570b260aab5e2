// Table 3: nearness to the positive and to the negative prompt, and quality, with CFG rows.

import { table } from '../../../bench/report/markdown.ts';
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

function order({ rows }: ReturnType<typeof resultsOf<'clip'>>[number]['result']): string {
  const of = (name: string) => rows.find((row) => row.name === name);
  const [none, cfg, nasa] = [of('none'), of('CFG 2.5'), of('NASA 1')];
  if (!none || !cfg || !nasa) return '';
  const lower = (a: typeof none, b: typeof none) => (a.kept.value ?? 0) < (b.kept.value ?? 0);
  const harms = lower(cfg, none)
    ? 'CFG costs the subject here too'
    : 'CFG does not cost the subject here, other than in the paper';
  const gain = (nasa.clean.value ?? 0) - (none.clean.value ?? 0);
  return `As in the paper, or not: ${harms} (kept ${percent(cfg.kept)} at κ = 2.5, ${percent(none.kept)} without guidance); NASA at 1 changes the share of undegraded pictures by ${(100 * gain).toFixed(1).replace('-', '−')} points, over all pairs, most of whose negatives do not speak of quality.`;
}
