// npx steeraway-onnx inspect|convert|cost: what attention an ONNX file has, the file with our op put in, its FLOPs.

import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { convertDenoiser, findAttention, openDenoiser, type AttentionLayer } from '../src/onnx/index.ts';
import { costRecord, costTable, guidanceCostOfFile } from './node/guidanceCostOfFile.ts';
import { openModelFile, openModelWithFiles } from './node/openModelFile.ts';
import { runProgram, UsageError } from './node/program.ts';
import { writeBesideWeights, type WeightTransfer } from './node/writeBesideWeights.ts';

const USAGE = `steeraway-onnx inspect FILE [--json]     print every attention layer of a denoiser: cross (reads the prompt), self or
                                         joint; heads; width, that is heads x head size; tokens, that is queries (any,
                                         null in JSON, where they follow the picture's size)
steeraway-onnx convert FILE --out DIR [--weights copy|link]
                                          write DIR/prompt.onnx and DIR/frame.onnx, small graphs whose weights stay in FILE;
                                          where DIR is another folder, FILE is copied there, or linked (same disk, no space)
steeraway-onnx cost FILE [--latent n] [--tokens n] [--json]
                                          print FLOPs of one picture, counted from the graph: plain, with NASA, with CFG;
                                          FILE may be a frame.onnx too, with its prompt.onnx beside it. Sizes that
                                          FILE leaves open are 64x64 latents and 77 tokens unless told`;

const COMMANDS = Object.freeze({ inspect, convert, cost });
type Command = keyof typeof COMMANDS;

/** The options that each command takes. */
const OPTIONS: Readonly<Record<Command, readonly string[]>> = Object.freeze({
  inspect: ['json'],
  convert: ['out', 'weights'],
  cost: ['json', 'latent', 'tokens'],
});

interface Arguments {
  readonly command: Command;
  readonly file: string;
  readonly json: boolean;
  readonly out: string | undefined;
  readonly weights: WeightTransfer;
  readonly latent: number | undefined;
  readonly tokens: number | undefined;
}

function readArguments(): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      out: { type: 'string' },
      weights: { type: 'string' },
      latent: { type: 'string' },
      tokens: { type: 'string' },
    },
  });
  const [command, file, ...others] = positionals;
  if (!isCommand(command)) {
    const names = Object.keys(COMMANDS).join(', ');
    throw new UsageError(command ? `${command} is not one of ${names}.` : `Say one of ${names}.`);
  }
  if (!file) throw new UsageError('FILE is missing.');
  if (others.length > 0) throw new UsageError(`One file at a time, please: what is ${others.join(' ')}?`);
  const stray = Object.keys(values).find((option) => !OPTIONS[command].includes(option));
  if (stray) throw new UsageError(`--${stray} does not belong to ${command}.`);
  if (command === 'convert' && !values.out) throw new UsageError('--out is missing.');
  const { json = false, out, weights = 'copy' } = values;
  if (weights !== 'copy' && weights !== 'link') throw new UsageError('--weights is copy or link.');
  const size = (name: 'latent' | 'tokens') => wholeNumber(values[name], name);
  return { command, file, json, out, weights, latent: size('latent'), tokens: size('tokens') };
}

function isCommand(command: string | undefined): command is Command {
  return command !== undefined && Object.hasOwn(COMMANDS, command);
}

function wholeNumber(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`--${option} must be a whole number above 0.`);
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

async function cost({ file, json, latent, tokens }: Arguments): Promise<void> {
  const counted = await guidanceCostOfFile(file, { height: latent, width: latent, tokens });
  console.log(json ? JSON.stringify(costRecord(counted)) : costTable(counted));
}

async function main(): Promise<void> {
  const parameters = readArguments();
  const isFile = await stat(parameters.file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new UsageError(`${parameters.file} is no file.`);
  await COMMANDS[parameters.command](parameters);
}

await runProgram(main, USAGE);
