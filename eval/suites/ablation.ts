// Ablation suite (the paper's Table 5): reads what the small distillation measured (training/steeraway_training/distillation/report.py).

import { readFile } from 'node:fs/promises';
import { ResultFileError } from '../errors.ts';
import type { Interval } from '../statistics/wilson.ts';

export const DEFAULT_FILE = 'eval/results/distillation.json';

/** NASA at 0.5. */
const GUIDED = 'nasa-0.5';

const HINT = 'Run the distillation (training/README.md) and give its results.json with --file.';

export interface AblationFigure {
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly n: number;
}

export interface AblationRow {
  readonly name: string;
  /** HPSv2 of the paper's row. */
  readonly paper: number;
  /**
   * Share of pictures that are what was asked for: the nearest of all possible ones shows the right subject and not what is unwanted; as the
   * row is meant to be used: unguided, or with NASA at 0.5.
   */
  readonly asked: AblationFigure;
  /** Peak signal-to-noise ratio to the nearest picture that is right in all respects, in decibels; used in the same way. */
  readonly fidelity: AblationFigure;
  /** With NASA at 0.5, whatever the row; so are the next two. */
  readonly askedGuided: AblationFigure;
  readonly excludedWhereShown: AblationFigure;
  readonly kept: AblationFigure;
}

/** Pairs of rows [better in the paper, worse], and how ours are ordered, picture by picture. */
export type AblationOrder = Readonly<
  Record<'agree' | 'differ' | 'undecided', readonly (readonly [string, string])[]>
>;

export interface AblationResult {
  readonly suite: 'ablation';
  readonly rows: readonly AblationRow[];
  /** By `asked`, and by `fidelity` where that does not decide; by each alone. */
  readonly order: AblationOrder;
  readonly orderAsked: AblationOrder;
  readonly orderFidelity: AblationOrder;
}

/** @throws ResultFileError */
export async function ablationSuite(file = DEFAULT_FILE): Promise<AblationResult> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ResultFileError(file, cause instanceof Error ? cause.message : String(cause), HINT, { cause });
  });
  return parseAblation(text, file);
}

interface Written {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

interface DistillationFile {
  readonly paper: Readonly<Record<string, number>>;
  readonly variants: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Written>>>>>>;
  readonly order: Readonly<Record<'own' | 'asked' | 'fidelity', AblationOrder>>;
}

/** @throws ResultFileError */
export function parseAblation(text: string, file: string): AblationResult {
  try {
    const { paper, variants, order } = JSON.parse(text) as DistillationFile;
    const rows = Object.entries(variants).map(([name, modes]): AblationRow => {
      const own = name.startsWith('nasa') ? GUIDED : 'plain';
      const figure = (mode: string, key: string) => figureOf(modes[mode]![key]!);
      return {
        name,
        paper: paper[name]!,
        asked: figure(own, 'asked'),
        fidelity: figure(own, 'fidelity'),
        askedGuided: figure(GUIDED, 'asked'),
        excludedWhereShown: figure(GUIDED, 'whereShown'),
        kept: figure(GUIDED, 'kept'),
      };
    });
    return {
      suite: 'ablation',
      rows,
      order: orderOf(order.own),
      orderAsked: orderOf(order.asked),
      orderFidelity: orderOf(order.fidelity),
    };
  } catch (cause) {
    throw new ResultFileError(file, 'it is not what the distillation writes', HINT, { cause });
  }
}

function orderOf({ agree, differ, undecided }: AblationOrder): AblationOrder {
  return { agree, differ, undecided };
}

function figureOf({ value, low, high, n }: Written): AblationFigure {
  return { value, interval: low === null || high === null ? null : [low, high], n };
}
