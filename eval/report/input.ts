// What the report is made of.

import type { Labels } from '../judge/labels.ts';
import type { CheckpointName } from '../data/checkpoints.ts';
import type { Stored } from '../results/store.ts';
import type { AblationResult } from '../suites/ablation.ts';
import type { ModelSuite, SuiteResults } from '../suites/registry.ts';
import type { LineChart } from './lineChart.ts';
import type { RealRenders } from './realRenders.ts';

/** Results of one checkpoint. */
export interface Measured {
  readonly checkpoint: CheckpointName;
  /** Id of the model in the registry, and of the checkpoint. */
  readonly model: string;
  readonly suites: Readonly<Partial<Record<ModelSuite, Stored>>>;
}

export interface ReportInput {
  /** NASA-T first; NASA-I where it ships. */
  readonly measured: readonly Measured[];
  readonly labels: Pick<Labels, 'heldOutAccuracy'>;
  readonly realRenders: RealRenders;
  /** Undefined where the distillation has not been run. */
  readonly ablation: AblationResult | undefined;
  /** Sizes for tests: the report says that its figures are for nobody. */
  readonly quick: boolean;
}

export interface Section {
  readonly markdown: string;
  /** By file name without theme and extension. */
  readonly charts?: Readonly<Record<string, LineChart>>;
}

export function resultOf<Name extends ModelSuite>(
  { measured }: Pick<ReportInput, 'measured'>,
  suite: Name,
  checkpoint: CheckpointName = 'NASA-T',
): SuiteResults[Name] | undefined {
  const found = measured.find((one) => one.checkpoint === checkpoint);
  return found?.suites[suite]?.result as SuiteResults[Name] | undefined;
}

/** The result of each checkpoint that has one. */
export function resultsOf<Name extends ModelSuite>(input: Pick<ReportInput, 'measured'>, suite: Name) {
  return input.measured.flatMap(({ checkpoint }) => {
    const result = resultOf(input, suite, checkpoint);
    return result === undefined ? [] : [{ checkpoint, result }];
  });
}
