// What issue 5 asks of the shipped model, each with its figure and whether it is met.

import { table } from '../../../bench/report/markdown.ts';
import { isAboveZero, number, percent, shareIn } from '../figures.ts';
import { resultOf, type ReportInput, type Section } from '../input.ts';

interface Demand {
  readonly what: string;
  readonly asked: string;
  readonly found: string;
  readonly met: boolean;
}

export function mustShow(input: ReportInput): Section {
  const demands = [
    ...exclusion(input),
    ...figure7(input),
    ...retrieval(input),
    ...frame(input),
    ...smooth(input),
  ];
  const rows = demands.map(({ what, asked, found, met }) => [what, asked, found, met ? 'yes' : '**no**']);
  const markdown = `## What was asked, and what is there\n\n${table('llll', ['', 'asked', 'measured', 'met'], rows)}`;
  return { markdown };
}

function exclusion(input: ReportInput): Demand[] {
  const result = resultOf(input, 'exclusion');
  const nasa = result?.modes.nasa;
  if (!result || !nasa) return [];
  const size = `${result.pairs} pairs x ${result.seeds} seeds`;
  const enough = result.pairs >= 32 && result.seeds >= 100;
  return [
    {
      what: `unwanted feature excluded, NASA-T at ${result.scale}, ${size}`,
      asked: '97 %, 32 pairs x 100 seeds',
      found: percent(shareIn(nasa, 'excluded')),
      met: enough && (nasa.excluded ?? 0) >= 0.97,
    },
    {
      what: 'wanted subject kept there',
      asked: '95 %',
      found: percent(shareIn(nasa, 'kept')),
      met: enough && (nasa.kept ?? 0) >= 0.95,
    },
  ];
}

/** Whether the best scale is above both ends, picture by picture: the intervals of both differences lie above zero. */
function figure7(input: ReportInput): Demand[] {
  const result = resultOf(input, 'sweep');
  const [points, shape] = [result?.modes.nasa, result?.shape.nasa];
  if (!points || !shape || points.length < 3) return [];
  const peak = points.find(({ scale }) => scale === shape.best)!;
  const [rise, fall] = [shape.over[0]!, shape.over.at(-1)!];
  const [first, last] = [points[0]!, points.at(-1)!];
  return [
    {
      what: "Fig. 7's shape: good pictures rise, peak, fall",
      asked: 'peak above both ends',
      found: `${percent(first.good)} at 0, ${percent(peak.good)} at ${peak.scale}, ${percent(last.good)} at ${last.scale}; of the same pictures ${percent(rise)} and ${percent(fall)} more`,
      met: isAboveZero(rise) && isAboveZero(fall),
    },
  ];
}

function retrieval(input: ReportInput): Demand[] {
  const result = resultOf(input, 'retrieval');
  if (!result) return [];
  const { trained, heldOutCombinations: heldOut } = result;
  const demand = (what: string, { captions, dual }: typeof trained, least: number): Demand => ({
    what: `${what}, top-1 of ${result.candidates} (n = ${captions} captions, ${dual.n} pictures)`,
    asked: `${100 * least} %`,
    found: percent(dual),
    met: (dual.value ?? 0) >= least,
  });
  return [
    demand('retrieval of training labels', trained, 0.9),
    demand('retrieval of held-out combinations', heldOut, 0.6),
  ];
}

function frame(input: ReportInput): Demand[] {
  const time = resultOf(input, 'cost')?.milliseconds.nasa;
  const stored = input.measured.find(({ checkpoint }) => checkpoint === 'NASA-T')?.suites.cost;
  if (!time || !stored) return [];
  const { adapter, backend } = { ...stored.measured, ...stored.key };
  return [
    {
      what: `median NASA frame on ${adapter}, ${backend} (n = ${time.n})`,
      asked: '1500 ms',
      found: `${number(time, 0)} ms`,
      met: (time.value ?? Infinity) <= 1500,
    },
  ];
}

function smooth(input: ReportInput): Demand[] {
  const found = resultOf(input, 'smoothness')?.modes.nasa;
  if (!found) return [];
  const ratio = found.biggestOverMedian;
  return [
    {
      what: `biggest mean step of the slider over the median one (n = ${found.n})`,
      asked: '4 at most',
      found: ratio === null ? 'half of the steps change nothing' : ratio.toFixed(2),
      met: ratio !== null && ratio <= 4,
    },
  ];
}
