// The files of a stock pipeline -> its sessions, in the order that needs the least memory at once: each file is read,
// made into sessions and let go before the next.

import type { StockPipelineSpec } from '../../models/index.ts';
import {
  CustomOpSession,
  floatTypeOf,
  openStockDenoiser,
  WeightedSum,
  type Precision,
  type SessionOptions,
} from '../../runtime/index.ts';
import type { ModelPlace } from '../backend.ts';
import { readDenoiserFacts, type DenoiserFacts } from './denoiserInputs.ts';
import { families, LATENT_CHANNELS, PIXELS_PER_LATENT } from './families.ts';
import type { FolderFiles } from './folderFiles.ts';
import { GuidedDenoiser } from './guidedDenoiser.ts';
import { openPromptEncoder, type StockPromptEncoder } from './promptEncoder.ts';
import { SamplingLoop } from './samplingLoop.ts';

export interface StockParts {
  readonly encoder: StockPromptEncoder;
  readonly loop: SamplingLoop;
  /** Of pictures that no pane shows. */
  readonly loopAside: SamplingLoop;
  /** latent_sample [B, 4, h, w] -> sample [B, 3, 8h, 8w] in about [-1, 1] */
  readonly vae: CustomOpSession;
  /** What the denoiser's keys and values are. */
  readonly precision: Precision;
  readonly notices: readonly string[];
  release(): Promise<void>;
}

export type Target = Required<Pick<SessionOptions, 'provider' | 'gpu' | 'precision'>>;

interface Releasable {
  release(): void | Promise<void>;
}

/** @throws as openStockModel */
export async function openParts(
  spec: StockPipelineSpec,
  folder: FolderFiles,
  { backend, gpu, precision }: ModelPlace,
  finished: () => Promise<unknown>,
): Promise<StockParts> {
  const target: Target = { provider: backend === 'webgpu' ? 'webgpu' : 'wasm', gpu, precision };
  // What is open already must go where something later fails.
  const opened: Releasable[] = [];
  const release = async () => {
    for (const part of opened.splice(0).reverse()) await part.release();
  };
  try {
    return { ...(await openAll(spec, folder, target, finished, opened)), release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function openAll(
  spec: StockPipelineSpec,
  folder: FolderFiles,
  target: Target,
  finished: () => Promise<unknown>,
  opened: Releasable[],
): Promise<Omit<StockParts, 'release'>> {
  const { denoiser: denoiserFile, vaeDecoder } = families[spec.family];
  folder.need(denoiserFile, vaeDecoder);
  const latentPixels = (spec.imageSize / PIXELS_PER_LATENT) ** 2;
  const model = await folder.readModel(denoiserFile);
  const { prompt, frame, notices } = await openStockDenoiser(model, target, latentPixels);
  opened.push(prompt, frame);
  const facts = readDenoiserFacts(frame, spec.imageSize);
  const encoder = await openPromptEncoder(spec.family, folder, prompt, target);
  opened.push(encoder);
  const vaeOptions = { ...target, label: 'the VAE decoder' };
  const vae = await CustomOpSession.create(await folder.readModel(vaeDecoder), vaeOptions);
  opened.push(vae);
  const sum = new WeightedSum(target);
  const denoiser = new GuidedDenoiser(frame, facts, finished);
  const denoiserAside = new GuidedDenoiser(frame, facts, finished, denoiser);
  opened.push(sum, denoiser, denoiserAside);
  const options = {
    sampler: spec.sampler,
    latentDims: latentDims(facts, spec.imageSize),
    vaeScalingFactor: await vaeScalingFactor(spec, folder),
    vaeType: floatTypeOf(vae.inputMetadata[0]!),
  };
  const loop = new SamplingLoop(denoiser, sum, options);
  const loopAside = new SamplingLoop(denoiserAside, sum, options, loop);
  return { encoder, loop, loopAside, vae, precision: floatTypeOf(prompt.outputMetadata[0]!), notices };
}

function latentDims({ fixedSize }: DenoiserFacts, imageSize: number): readonly number[] {
  const side = imageSize / PIXELS_PER_LATENT;
  const { height, width } = fixedSize ?? { height: side, width: side };
  return [1, LATENT_CHANNELS, height, width];
}

async function vaeScalingFactor({ family }: StockPipelineSpec, folder: FolderFiles): Promise<number> {
  const config = await folder.readJson('vae_decoder/config.json');
  return typeof config?.scaling_factor === 'number'
    ? config.scaling_factor
    : families[family].vaeScalingFactor;
}
