// npx steeraway-onnx inspect|convert: what attention an ONNX file has, and the file with our op put in.

import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { convertDenoiser, findAttention, openDenoiser, type AttentionLayer } from '../src/onnx/index.ts';
import { openModelFile, openModelWithFiles } from './node/openModelFile.ts';
import { runProgram, UsageError } from './node/program.ts';
import { writeBesideWeights, type WeightTransfer } from './node/writeBesideWeights.ts';

const USAGE = `steeraway-onnx inspect FILE [--json]     print every attention layer of a denoiser: cross (reads the prompt), self or
                                         joint; heads; width, that is heads x head size; tokens, that is queries (any,
                                         null in JSON, where they follow the picture's size)
steeraway-onnx convert FILE --out DIR [--weights copy|link]
                                          write DIR/prompt.onnx and DIR/frame.onnx, small graphs whose weights stay in FILE;
                                          where DIR is another folder, FILE is copied there, or linked (same disk, no space)`;

interface Arguments {
  readonly command: 'inspect' | 'convert';
  readonly file: string;
  readonly json: boolean;
  readonly out: string | undefined;
  readonly weights: WeightTransfer;
}

function readArguments(): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      out: { type: 'string' },
      weights: { type: 'string', default: 'copy' },
    },
  });
  const [command, file, ...others] = positionals;
  if (command !== 'inspect' && command !== 'convert') {
    throw new UsageError(command ? `${command} is not one of inspect, convert.` : 'Say inspect or convert.');
  }
  if (!file) throw new UsageError('FILE is missing.');
  if (others.length > 0) throw new UsageError(`One file at a time, please: what is ${others.join(' ')}?`);
  if (command === 'convert' && !values.out) throw new UsageError('--out is missing.');
  if (command === 'convert' && values.json) throw new UsageError('--json belongs to inspect.');
  if (command === 'inspect' && values.out) throw new UsageError('--out belongs to convert.');
  const { json, out, weights } = values;
  if (weights !== 'copy' && weights !== 'link') throw new UsageError('--weights is copy or link.');
  return { command, file, json, out, weights };
}

async function inspect({ file, json }: Arguments): Promise<void> {
  const opened = openDenoiser(await openModelFile(file));
  const { layers, skipped } = findAttention(opened.model.graph);
  if (json) {
    const lines = layers.map(({ name, kind, heads, width, tokens }) => ({
      name,
      kind,
      heads: heads ?? null,
      width: width ?? null,
      tokens: tokens ?? null,
    }));
    console.log(JSON.stringify({ layers: lines }));
    return;
  }
  console.log(layers.length > 0 ? table(layers) : 'No attention in this graph.');
  for (const { node, reason } of opened.skipped) console.log(`left packed: "${node.name}", for ${reason}`);
  for (const { node, reason } of skipped) console.log(`no attention: "${node.name}", for ${reason}`);
}

const COLUMNS = ['layer', 'kind', 'form', 'heads', 'width', 'tokens', 'can be replaced'] as const;

function table(layers: readonly AttentionLayer[]): string {
  const rows = layers.map(({ name, kind, form, heads, width, tokens, cut }) => [
    name,
    kind,
    form,
    String(heads ?? '?'),
    String(width ?? '?'),
    String(tokens ?? 'any'),
    kind === 'cross' ? (cut.matched ? 'yes' : `no: ${cut.reason}`) : '',
  ]);
  const lines = [COLUMNS, ...rows];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function convert({ file, out = '.', weights }: Arguments): Promise<void> {
  const { model, files } = await openModelWithFiles(file);
  const { prompt, frame, skipped } = convertDenoiser(model);
  for (const line of await writeBesideWeights({ prompt, frame }, file, files, out, weights))
    console.log(line);
  for (const { node, reason } of skipped)
    console.error(`${node.opType} "${node.name}" stays as it is: ${reason}.`);
}

async function main(): Promise<void> {
  const parameters = readArguments();
  const isFile = await stat(parameters.file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new UsageError(`${parameters.file} is no file.`);
  await (parameters.command === 'inspect' ? inspect(parameters) : convert(parameters));
}

await runProgram(main, USAGE);
