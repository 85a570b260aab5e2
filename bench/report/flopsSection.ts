// The chapter on arithmetic: what each kind of guidance adds to a model, counted from its graph.

import { percentOver } from '../../scripts/node/guidanceCostOfFile.ts';
import type { GuidanceCost } from '../../src/onnx/index.ts';
import { figure, table } from './markdown.ts';

/** Of bench/flops.json, which bench/flops.ts writes. */
export interface ModelFlops extends Omit<GuidanceCost, 'sizes'> {
  readonly name: string;
  /** What the graph was made from. */
  readonly source: string;
  /** Of each prompt. */
  readonly tokens: number;
}

const HEAD = [
  'model',
  'tokens',
  'plain, GFLOP',
  'NASA',
  'NASA, K⁻ V⁻ cached',
  'ours, steered',
  'once a prompt',
  'CFG',
];

export function flopsSection(models: readonly ModelFlops[]): string {
  const rows = models.map(({ name, tokens, plain, nasa, nasaCached, frame, prompt, cfg }) => [
    name,
    `${tokens}`,
    figure(plain / 1e9),
    ...[nasa, nasaCached, frame].map((flops) => signed(percentOver(flops, plain))),
    `${figure(prompt / 1e9)} GFLOP`,
    signed(percentOver(cfg, plain)),
  ]);
  return `## Arithmetic

Counted from the graphs by \`src/onnx/cost\`: convolutions, matrix products and attention, a multiply-add as two, as torch's FlopCounterMode
counts them (the same to the last digit on ${FIXTURES} exports, \`src/onnx/cost/modelCost.test.ts\`). Percentages are over the plain call, which
makes the keys and values of its prompt itself. NASA is as the paper defines it; ours makes the keys and values of both prompts once
and keeps them, so that a steered call can take less than a plain one. The paper names +1.89 % for NASA, without its model.
\`npx steeraway-onnx cost FILE\` counts any export; \`npx tsx bench/flops.ts [GRAPHS]\` renews this table.

${table('lrrrrrrr', HEAD, rows)}`;
}

const FIXTURES = 25;

/** A true minus sign, as the rest of the report has. */
function signed(percent: string): string {
  return percent.replace('-', '−');
}
