// The chapter on arithmetic: what each kind of guidance adds to a model, counted from its graph.

import { figure, table } from './markdown.ts';

/** Of bench/flops.json, which bench/flops.ts writes. FLOPs of one call of the network. */
export interface ModelFlops {
  readonly name: string;
  /** What the graph was made from. */
  readonly source: string;
  /** Of each prompt. */
  readonly tokens: number;
  readonly plain: number;
  /** As the paper defines it: keys and values of the negative prompt are made in every call. */
  readonly nasa: number;
  /** Keys and values of the negative prompt are made once a prompt. */
  readonly nasaCached: number;
  /** What we run for every picture, steered: keys and values of both prompts are made once a prompt. */
  readonly frame: number;
  /** What we run once for each prompt. */
  readonly prompt: number;
  readonly cfg: number;
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
    ...[nasa, nasaCached, frame].map((flops) => percent(flops, plain)),
    `${figure(prompt / 1e9)} GFLOP`,
    percent(cfg, plain),
  ]);
  return `## Arithmetic

Counted from the graphs by \`src/onnx/cost\`: convolutions, matrix products and attention, a multiply-add as two, as torch's FlopCounterMode
counts them (the same to the last digit on ${FIXTURES} exports, \`src/onnx/cost/modelCost.test.ts\`). Percentages are over the plain call, which
makes the keys and values of its prompt itself. NASA is as the paper defines it; ours makes the keys and values of both prompts once
and keeps them, so that a steered call can take less than a plain one. The paper names +1.89 % for NASA, without its model.
\`npx steeraway-onnx cost FILE\` counts any export; \`npx tsx bench/flops.ts GRAPHS\` renews this table.

${table('lrrrrrrr', HEAD, rows)}`;
}

const FIXTURES = 25;

function percent(flops: number, plain: number): string {
  const share = (100 * (flops - plain)) / plain;
  return `${share < 0 ? '−' : '+'}${Math.abs(share).toFixed(2)} %`;
}
