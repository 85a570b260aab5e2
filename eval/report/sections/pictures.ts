// Figs. 8 and 9: strips of pictures along the slider.

import { MODES } from '../../../src/protocol/modes.ts';
import type { GuidanceMode } from '../../../src/protocol/guidance.ts';
import type { CheckpointName } from '../../data/checkpoints.ts';
import type { SuiteResults } from '../../suites/registry.ts';
import { resultsOf, type ReportInput, type Section } from '../input.ts';

export function pictures(input: ReportInput): Section {
  const found = resultsOf(input, 'strip');
  if (found.length === 0) return { markdown: '' };
  return {
    markdown: [
      '## Figs. 8 and 9: along the slider',
      `Columns: slider at ${found[0]!.result.scales.join(', ')}. Rows, each with the first seed whose unguided picture shows both the subject and what is unwanted (nobody picked it):`,
      ...found.flatMap(({ checkpoint, result }) => ofCheckpoint(checkpoint, result)),
    ].join('\n\n'),
  };
}

function ofCheckpoint(checkpoint: CheckpointName, { rows, files }: SuiteResults['strip']): string[] {
  const drawn = rows.filter(({ seed }) => seed !== null);
  const images = (Object.entries(files) as [GuidanceMode, string][]).map(
    ([mode, file]) => `${MODES[mode].name}:\n\n![${MODES[mode].name} along the slider](results/${file})`,
  );
  return [
    `### The ${checkpoint} checkpoint`,
    drawn
      .map(({ positive, negative, seed }) => `- ${positive}, without "${negative}" (seed ${seed})`)
      .join('\n'),
    ...images,
  ];
}
