// A stock denoiser as it was exported -> two sessions: a prompt's keys and values, and the network with our op in it.

import { convertDenoiser, nasaToStockOperators, type Model } from '../onnx/index.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import { CustomOpSession, type SessionOptions } from './session.ts';

export interface StockDenoiser {
  /** Token states -> `key_i`, `value_i` of every cross-attention; once a prompt. */
  readonly prompt: CustomOpSession;
  /** Latent, timestep, ..., `positive_key_i`, ..., `negative_value_i` -> prediction; without a GPU also `guidance_scale`. */
  readonly frame: CustomOpSession;
  /** Sentences on what runs another way than the fastest. */
  readonly notices: readonly string[];
}

/**
 * @throws the errors of convertDenoiser (what cannot be steered, and why), and of CustomOpSession.create
 */
export async function openStockDenoiser(
  model: Model,
  place: Pick<SessionOptions, 'provider' | 'gpu' | 'precision'>,
): Promise<StockDenoiser> {
  const { prompt: promptGraph, frame: frameGraph, skipped } = convertDenoiser(model);
  const prompt = await CustomOpSession.create(promptGraph, { ...place, label: 'the prompt graph' });
  // Without a GPU the op is written out in stock operators.
  const source = place.gpu ? frameGraph : nasaToStockOperators(frameGraph);
  const options = { ...place, ops: place.gpu ? [nasaCrossAttention] : [], label: 'the denoiser' };
  try {
    const frame = await CustomOpSession.create(source, options);
    const notices = skipped.map(
      ({ node, reason }) => `${node.opType} "${node.name}" stays as it is: ${reason}.`,
    );
    return { prompt, frame, notices };
  } catch (error) {
    await prompt.release();
    throw error;
  }
}
