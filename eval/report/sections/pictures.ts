// Figs. 8 and 9: strips of pictures along the slider.

import { MODES } from '../../../src/protocol/modes.ts';
import type { GuidanceMode } from '../../../src/protocol/guidance.ts';
import { resultsOf, type ReportInput, type Section } from '../input.ts';

export function pictures(input: ReportInput): Section {
  const found = resultsOf(input, 'strip');
  if (found.length === 0) return { markdown: '' };
  const { rows, scales } = found[0]!.result;
  const drawn = rows.filter(({ seed }) => seed !== null);
  const list = drawn.map(
    ({ positive, negative, seed }) => `- ${positive}, without "${negative}" (seed ${seed})`,
  );
  const images = found.flatMap(({ checkpoint, result }) =>
    (Object.entries(result.files) as [GuidanceMode, string][]).map(
      ([mode, file]) =>
        `${MODES[mode].name}, ${checkpoint} checkpoint:\n\n![${MODES[mode].name} along the slider](evaluation/${file})`,
    ),
  );
  return {
    markdown: [
      '## Figs. 8 and 9: along the slider',
      `Columns: slider at ${scales.join(', ')}. Rows, each with the first seed whose unguided picture shows both the subject and what is unwanted (nobody picked it):`,
      list.join('\n'),
      ...images,
    ].join('\n\n'),
  };
}
