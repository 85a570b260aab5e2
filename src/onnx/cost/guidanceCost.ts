// What guidance costs: FLOPs of one picture plain, with NASA as the paper has it, as we run it, and with CFG.

import type { Model } from '../ir.ts';
import { convertDenoiser } from '../passes/convertDenoiser.ts';
import { KEY_MASKS } from '../passes/cutCrossAttention.ts';
import type { SplitModel } from '../passes/hoistKeyValue.ts';
import { denoiserFeeds, sizesOf, type PictureSizes } from './denoiserFeeds.ts';
import { modelCost, type Shapes } from './modelCost.ts';

export interface GuidanceSizes extends PictureSizes {
  /** As the positive prompt's unless told. */
  readonly negativeTokens?: number | undefined;
}

/** FLOPs (see modelCost.ts) of one call of the denoiser for one picture. */
export interface GuidanceCost {
  /** Of the latent, where it is a picture, and of the positive prompt. */
  readonly sizes: PictureSizes;
  /** The stock graph, keys and values of its prompt included. */
  readonly plain: number;
  /** As arXiv 2412.02687 defines it: plain, the negative's keys and values, and attention to them. */
  readonly nasa: number;
  /** Plain and attention to the negative's keys and values, which were computed before. */
  readonly nasaCached: number;
  /** What we run for a guided picture: as nasaCached, but the positive's keys and values were computed before too. */
  readonly frame: number;
  /** Keys and values of the negative prompt, once for all its pictures. */
  readonly prompt: number;
  /** Classifier-free guidance: the plain graph twice. */
  readonly cfg: number;
}

/**
 * @param model a stock denoiser as exported
 * @throws what convertDenoiser and modelCost throw, FixedSizeError
 */
export function guidanceCost(model: Model, sizes: GuidanceSizes = {}): GuidanceCost {
  const feeds = denoiserFeeds(model.graph, sizes);
  const plain = modelCost(model, feeds).flops;
  const fixed = sizesOf(feeds);
  const { prompt, unguided, guided } = splitCost(convertDenoiser(model), { ...sizes, ...fixed });
  return compare(fixed, plain, guided - unguided, guided, prompt);
}

/**
 * For models that come in two graphs, as ours: plain is the positive's prompt graph and a frame without a negative.
 * @throws what modelCost throws, FixedSizeError
 */
export function splitGuidanceCost(split: SplitModel, sizes: GuidanceSizes = {}): GuidanceCost {
  const { tokens } = sizesOf(denoiserFeeds(split.prompt.graph, sizes));
  const { height, width } = sizesOf(denoiserFeeds(split.frame.graph, sizes));
  const { positive, prompt, unguided, guided } = splitCost(split, { ...sizes, tokens });
  return compare({ height, width, tokens }, positive + unguided, guided - unguided, guided, prompt);
}

function compare(
  sizes: PictureSizes,
  plain: number,
  negativeBranch: number,
  frame: number,
  prompt: number,
): GuidanceCost {
  const nasaCached = plain + negativeBranch;
  return { sizes, plain, nasa: nasaCached + prompt, nasaCached, frame, prompt, cfg: 2 * plain };
}

interface SplitCost {
  /** Keys and values of each prompt. */
  readonly positive: number;
  readonly prompt: number;
  /** A frame whose negative prompt has no tokens, and the whole one. */
  readonly unguided: number;
  readonly guided: number;
}

function splitCost({ prompt, frame }: SplitModel, sizes: GuidanceSizes): SplitCost {
  const { negativeTokens = sizes.tokens, ...positiveSizes } = sizes;
  const project = (tokens: number | undefined) => modelCost(prompt, denoiserFeeds(prompt.graph, { tokens }));
  const positive = project(sizes.tokens);
  const negative = project(negativeTokens);
  const picture = denoiserFeeds(frame.graph, positiveSizes);
  const run = (tokens: Shapes) => modelCost(frame, frameFeeds(picture, positive.outputs, tokens)).flops;
  return {
    positive: positive.flops,
    prompt: negative.flops,
    unguided: run(withoutTokens(negative.outputs)),
    guided: run(negative.outputs),
  };
}

/** The frame's feeds with keys and values of both prompts as the prompt graph makes them, and masks of their length. */
function frameFeeds(picture: Shapes, positive: Shapes, negative: Shapes): Shapes {
  const feeds = new Map(picture);
  for (const [sign, prompt] of [['positive', positive] as const, ['negative', negative] as const]) {
    for (const [role, shape] of prompt) feeds.set(`${sign}_${role}`, shape);
    const [states = []] = prompt.values();
    if (feeds.has(KEY_MASKS[sign])) feeds.set(KEY_MASKS[sign], states.slice(0, 2));
  }
  return feeds;
}

/** Keys and values [B, 0, N*H]. */
function withoutTokens(prompt: Shapes): Shapes {
  return new Map([...prompt].map(([role, [batch = 1, , ...width]]) => [role, [batch, 0, ...width]]));
}
