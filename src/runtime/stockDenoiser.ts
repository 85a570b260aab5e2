// A stock denoiser as it was exported -> two sessions: a prompt's keys and values, and the network with our op in it.

import { convertDenoiser, nasaToStockOperators, type Model } from '../onnx/index.ts';
import { WebGpuUnavailableError } from './errors.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import { openPromptSession } from './promptSession.ts';
import { chooseSelfAttention, type OrtPlace } from './selfAttention.ts';
import { CustomOpSession, type SessionOptions } from './session.ts';

export interface StockDenoiser {
  /** Token states -> `key_i`, `value_i` of every cross-attention; once a prompt. */
  readonly prompt: CustomOpSession;
  /** Latent, timestep, ..., `positive_key_i`, ..., `negative_value_i` -> prediction; without a GPU also `guidance_scale`. */
  readonly frame: CustomOpSession;
  /** Sentences on what runs another way than the fastest. */
  readonly notices: readonly string[];
}

export type DenoiserPlace = Required<Pick<SessionOptions, 'provider' | 'gpu' | 'precision'>>;

/**
 * @param latentPixels of the largest picture that is asked for: what its self-attention attends over
 * @throws the errors of convertDenoiser (what cannot be steered, and why), of chooseSelfAttention and of CustomOpSession
 */
export async function openStockDenoiser(
  model: Model,
  place: DenoiserPlace,
  latentPixels: number,
): Promise<StockDenoiser> {
  const { precision } = place;
  const { prompt: promptGraph, frame: frameGraph, skipped } = convertDenoiser(model);
  const options = { precision, tokens: latentPixels };
  const selfAttention = await chooseSelfAttention(frameGraph, ortPlace(place), options);
  const prompt = await openPromptSession(promptGraph, { ...place, label: 'the prompt graph' });
  try {
    // Without a GPU the op is written out in stock operators.
    const source = place.gpu ? selfAttention.frame : nasaToStockOperators(selfAttention.frame);
    const ops = place.gpu ? [nasaCrossAttention] : [];
    const frame = await CustomOpSession.create(source, { ...place, ops, label: 'the denoiser' });
    const notices = skipped.map(
      ({ node, reason }) => `${node.opType} "${node.name}" stays as it is: ${reason}.`,
    );
    // WebAssembly has one form, which is nothing to tell of.
    if (place.provider === 'webgpu' && selfAttention.sentence) notices.push(selfAttention.sentence);
    return { prompt, frame, notices };
  } catch (error) {
    await prompt.release();
    throw error;
  }
}

function ortPlace({ provider, gpu }: DenoiserPlace): OrtPlace {
  if (provider === 'wasm') return { provider };
  if (gpu === undefined) throw new WebGpuUnavailableError('the denoiser was given no GPU');
  return { provider, gpu };
}
