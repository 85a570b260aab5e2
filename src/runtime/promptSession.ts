// The session of a prompt graph whose tokens may count more or less, and what it is fed.

import { readModel, TOKEN_WEIGHTS, weighValues, type Model } from '../onnx/index.ts';
import { CustomOpSession, type SessionOptions } from './session.ts';
import { floatTensor, floatTypeOf } from './values.ts';
import type { Tensor } from './ort.ts';

/**
 * Token states -> key_i, value_i, as `runPrompt` feeds it.
 * @throws PromptSplitError for a graph that has no values; what CustomOpSession.create throws
 */
export function openPromptSession(
  source: Uint8Array | Model,
  options: SessionOptions,
): Promise<CustomOpSession> {
  const model =
    source instanceof Uint8Array ? readModel(source, options.externalData, options.label) : source;
  return CustomOpSession.create(weighValues(model), options);
}

/**
 * @param states [T, width] row major
 * @param weights of each token, and of the tokens that the graph appends itself
 */
export function runPrompt(
  session: CustomOpSession,
  states: Float32Array,
  dims: readonly number[],
  weights: readonly number[],
): Promise<Record<string, Tensor>> {
  const [input, factor] = [
    session.inputMetadata.find(({ name }) => name !== TOKEN_WEIGHTS)!,
    session.inputMetadata.find(({ name }) => name === TOKEN_WEIGHTS)!,
  ];
  // Exports may take float32 states and make float16 values of them.
  return session.run({
    [input.name]: floatTensor(floatTypeOf(input), states, dims),
    [factor.name]: floatTensor(floatTypeOf(factor), Float32Array.from(weights), [1, weights.length, 1]),
  });
}
