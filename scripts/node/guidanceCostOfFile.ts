// What guidance costs with a model on disk: a stock denoiser, or a frame graph with its prompt graph beside it.

import path from 'node:path';
import {
  guidanceCost,
  splitGuidanceCost,
  type GuidanceCost,
  type GuidanceSizes,
  type Model,
} from '../../src/onnx/index.ts';
import { openModelFile } from './openModelFile.ts';

const PROMPT_FILE = 'prompt.onnx';

/** @throws what reading and counting throw */
export async function guidanceCostOfFile(file: string, sizes: GuidanceSizes): Promise<GuidanceCost> {
  const model = await openModelFile(file);
  if (!hasOurOp(model)) return guidanceCost(model, sizes);
  const prompt = await openModelFile(path.join(path.dirname(file), PROMPT_FILE));
  return splitGuidanceCost({ prompt, frame: model }, sizes);
}

function hasOurOp({ graph }: Model): boolean {
  return graph.nodes.some(({ domain }) => domain === 'steeraway');
}

/** Plain data for JSON: FLOPs, and the sizes that they are for; `latent` is its height and width, null for a vector. */
export function costRecord({ sizes: { height, width, tokens }, ...flops }: GuidanceCost): object {
  return { latent: height === width ? (height ?? null) : [height, width], tokens, ...flops };
}

const COLUMNS = ['', 'GFLOP', 'over plain'] as const;

/** One line a way to draw a picture, for people. */
export function costTable({ sizes, plain, nasa, nasaCached, frame, prompt, cfg }: GuidanceCost): string {
  const ways: [string, number][] = [
    ['plain', plain],
    ['NASA, as the paper defines it', nasa],
    ['NASA, cached keys and values', nasaCached],
    ['our guided frame', frame],
    ['CFG', cfg],
  ];
  const lines = [COLUMNS, ...ways.map(([name, flops]) => [name, giga(flops), percentOver(flops, plain)])];
  const latent =
    sizes.height === undefined ? 'a latent vector' : `a latent of ${sizes.height}x${sizes.width}`;
  return [
    `One picture from ${latent}, prompts of ${sizes.tokens} tokens; a multiply-add is two FLOPs`,
    ...lines.map(([name = '', flops = '', percent = '']) =>
      `${name.padEnd(30)}${flops.padStart(12)}${percent.padStart(12)}`.trimEnd(),
    ),
    `Not in our frame: keys and values, ${giga(prompt)} GFLOP once a prompt.`,
  ].join('\n');
}

/** Six digits at least: the embedded model's whole picture is below one GFLOP. */
function giga(flops: number): string {
  return (flops / 1e9).toPrecision(6);
}

/** With its sign, two decimals. */
export function percentOver(flops: number, plain: number): string {
  const percent = ((flops / plain - 1) * 100).toFixed(2);
  return percent.startsWith('-') ? `${percent} %` : `+${percent} %`;
}
