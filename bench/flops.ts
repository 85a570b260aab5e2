// `npx tsx bench/flops.ts [GRAPHS]`: FLOPs of each model with and without guidance, into bench/flops.json, for the report.
// GRAPHS is the folder that `python -m fixtures.graphs` writes (training/fixtures/README.md); the embedded model is here, and is counted alone without it.

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { costRecord, guidanceCostOfFile } from '../scripts/node/guidanceCostOfFile.ts';
import { runProgram } from '../scripts/node/program.ts';
import { DEFAULT_MODEL, MODELS } from '../src/models/index.ts';

const RESULTS = new URL('flops.json', import.meta.url);
const EMBEDDED = MODELS[DEFAULT_MODEL];

interface CountedModel {
  readonly name: string;
  /** What the graph was made from. */
  readonly source: string;
  /** In GRAPHS. */
  readonly file: string;
  /** Height and width of the latent. */
  readonly latent: number;
  readonly tokens: number;
}

const diffusers = (repository: string) =>
  `${repository}'s configuration, exported from diffusers by torch.onnx`;

const STOCK: readonly CountedModel[] = [
  {
    name: 'SD-Turbo 512',
    source: diffusers('stabilityai/sd-turbo'),
    file: 'sd-turbo.onnx',
    latent: 64,
    tokens: 77,
  },
  {
    name: 'SD1.5 512',
    source: diffusers('runwayml/stable-diffusion-v1-5'),
    file: 'sd15.onnx',
    latent: 64,
    tokens: 77,
  },
  {
    name: 'SDXL-Turbo 512',
    source: diffusers('stabilityai/sdxl-turbo'),
    file: 'sdxl.onnx',
    latent: 64,
    tokens: 77,
  },
  {
    name: 'SDXL 1024',
    source: diffusers('stabilityai/stable-diffusion-xl-base-1.0'),
    file: 'sdxl.onnx',
    latent: 128,
    tokens: 77,
  },
  {
    name: 'PixArt-alpha 512',
    source: diffusers('PixArt-alpha/PixArt-XL-2-512x512'),
    file: 'pixart.onnx',
    latent: 64,
    tokens: 120,
  },
];

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  const stock = folder === undefined ? await countedBefore() : await countStock(folder);
  const models = [...stock, await embeddedModel()];
  await writeFile(RESULTS, `${JSON.stringify({ suite: 'flops', models }, null, 2)}\n`);
}

async function countStock(folder: string): Promise<object[]> {
  const models: object[] = [];
  for (const { name, source, file, latent, tokens } of STOCK) {
    const cost = await guidanceCostOfFile(path.join(folder, file), { height: latent, width: latent, tokens });
    models.push({ name, source, ...costRecord(cost) });
  }
  return models;
}

async function countedBefore(): Promise<object[]> {
  const { models } = JSON.parse(await readFile(RESULTS, 'utf8')) as { models: { readonly name: string }[] };
  return models.filter(({ name }) => STOCK.some((one) => one.name === name));
}

/** Prompts as long as it takes them. */
async function embeddedModel(): Promise<object> {
  const source = `public/models/${EMBEDDED.folder}/${EMBEDDED.checkpoints[0].id}/frame.onnx`;
  const cost = await guidanceCostOfFile(source, { tokens: EMBEDDED.text.tokenLimit });
  return { name: EMBEDDED.name, source, ...costRecord(cost) };
}

await runProgram(main, 'npx tsx bench/flops.ts [GRAPHS]');
