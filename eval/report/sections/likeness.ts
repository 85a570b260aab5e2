// How near to real pictures: KID, nearest training picture, retrieval.

import { table } from '../../../bench/report/markdown.ts';
import { MODES } from '../../../src/protocol/modes.ts';
import type { GuidanceMode } from '../../../src/protocol/guidance.ts';
import { number, percent, plainPercent } from '../figures.ts';
import { resultsOf, type ReportInput, type Section } from '../input.ts';

export function likeness(input: ReportInput): Section {
  const parts = [kid(input), neighbours(input), retrieval(input)].filter((part) => part !== '');
  return { markdown: parts.length === 0 ? '' : ['## How near to real pictures', ...parts].join('\n\n') };
}

function kid(input: ReportInput): string {
  return resultsOf(input, 'kid')
    .map(({ checkpoint, result }) => {
      const guided = Object.entries(result.guided) as [GuidanceMode, (typeof result)['floor']][];
      const rows = [
        ['real renders against real renders: the floor', number(result.floor, 3), String(result.floor.n)],
        ['unguided against all real renders', number(result.unguided, 3), String(result.unguided.n)],
        ...guided.map(([mode, estimate]) => [
          `${mode === 'none' ? 'unguided' : MODES[mode].name} against undegraded renders`,
          number(estimate, 3),
          String(estimate.n),
        ]),
      ];
      return [
        `### KID, ${checkpoint} checkpoint`,
        `Unbiased, on our judge's features, against ${result.realRenders} real renders of random factors (${result.cleanRenders} of them undegraded), intervals by the jackknife over ${result.blocks} blocks. Prompts name a subject alone; the guided rows have "${result.negative}" as their negative, at ${result.scale}. No number of the paper compares: it uses FID and other features.`,
        table('lrr', ['', 'KID', 'n'], rows),
      ].join('\n\n');
    })
    .join('\n\n');
}

function neighbours(input: ReportInput): string {
  const rows = resultsOf(input, 'neighbours').flatMap(({ checkpoint, result }) =>
    (
      [
        ['shown in training', result.trained],
        ['held out', result.heldOut],
      ] as const
    ).map(([name, figures]) => [
      `${checkpoint}, ${name}`,
      number(figures.toOwn),
      number(figures.toTrained),
      percent(figures.ownIsNearest),
      String(figures.ownIsNearest.n),
    ]),
  );
  const first = resultsOf(input, 'neighbours')[0]?.result;
  if (!first) return '';
  return [
    '### Nearest training picture',
    `Prompts that name style, quality, background and hue, against a bank of ${first.bank} real pictures (every subject in every style, one of normal size). Size, count and skin tone are left to the seed, so a part of the pictures is not meant to be what the bank holds. A real picture lies ${number(first.real)} (n = ${first.real.n}) from the nearest other real one. A model like this is meant to draw its training pictures; what it must not do is draw another one when asked for a combination that it was never shown.`,
    table(
      'lrrrr',
      [
        '',
        'distance to its own real picture',
        'to the nearest that training showed',
        'its own is the nearest of all',
        'n',
      ],
      rows,
    ),
  ].join('\n\n');
}

function retrieval(input: ReportInput): string {
  const rows = retrievalRows(input);
  if (rows.length === 0) return '';
  return [
    '### Retrieval',
    'Does an unguided picture find its own caption among 100? Labels are drawn from all the names that the judge knows, combinations from all of a subject and a style, at an even stride; the second column lets the same subject in all three other styles compete, which is as hard for the judge as the last rows say: not even a real picture always finds its style’s word. The subject head asks for the right style as well. Pictures of one caption are not independent: the intervals are those of as many draws as there are captions. Emoji outside the core were shown to the run that these weights began with, and to NASA-T again in its last five runs (training/README.md).',
    table(
      'lrrrr',
      [
        '',
        'dual encoder',
        'the same among its other styles',
        'subject head, and the right style',
        'captions x pictures',
      ],
      [...rows, ...realRows(input)],
    ),
  ].join('\n\n');
}

function retrievalRows(input: ReportInput): string[][] {
  return resultsOf(input, 'retrieval').flatMap(({ checkpoint, result }) =>
    (
      [
        ['training labels', result.trained],
        ['trained combinations of subject and style', result.trainedCombinations],
        ['held-out combinations of subject and style', result.heldOutCombinations],
        ['emoji outside the core, by name alone', result.outsideCore],
      ] as const
    ).map(([name, { captions, dual, dualAmongStyles, head }]) => [
      `${checkpoint}, ${name}`,
      percent(dual),
      name.includes('combinations') ? percent(dualAmongStyles) : '',
      percent(head),
      `${captions} x ${dual.n / captions}`,
    ]),
  );
}

function realRows({ realRenders }: ReportInput): string[][] {
  return (
    [
      ['trained combinations', realRenders.trainedCombinations],
      ['held-out combinations', realRenders.heldOutCombinations],
    ] as const
  ).map(([name, { dual, dualAmongStyles, captions, n }]) => [
    `real renders, ${name}`,
    plainPercent(dual),
    plainPercent(dualAmongStyles),
    '',
    `${captions} x ${n / captions}`,
  ]);
}
