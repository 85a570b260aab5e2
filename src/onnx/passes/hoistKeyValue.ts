// Splits a cut denoiser in two: what a prompt needs once (its keys and values), and what every frame needs.

import { PromptSplitError } from '../errors.ts';
import type { Graph, Model } from '../ir.ts';
import { frameGraph } from './hoist/frameGraph.ts';
import { promptGraph } from './hoist/promptGraph.ts';
import { INPUT, isNasa, roleOf, type PromptTensor } from './hoist/promptTensor.ts';
import { taint } from './taint.ts';

export interface SplitModel {
  /** Token states -> key_i, value_i [B, T, N*H] of every cross-attention i. Run once a prompt. */
  readonly prompt: Model;
  /** Latent, time step, ..., positive_key_i, positive_value_i, negative_key_i, negative_value_i -> prediction. */
  readonly frame: Model;
}

/**
 * Weights are shared between the two, never copied. Both have the names of the embedded model (docs/architecture.md);
 * a mask of prompt tokens becomes the frame input positive_key_mask int32 [B, T+].
 * @param model as cutCrossAttention.ts leaves it
 * @throws PromptSplitError where keys or values depend on the picture, or the picture on the prompt by another way
 */
export function hoistKeyValue(model: Model): SplitModel {
  const tensors = promptTensors(model.graph);
  const taintOf = taint(model.graph);
  const [text, ...others] = new Set(tensors.flatMap(({ tensor }) => [...taintOf(tensor)]));
  if (text === undefined || others.length > 0) {
    throw new PromptSplitError(`its keys and values depend on ${[text ?? 'no feed', ...others].join(', ')}`);
  }
  const stockOpsets = new Map([...model.opsets].filter(([domain]) => domain !== 'steeraway'));
  return {
    prompt: { ...model, opsets: stockOpsets, graph: promptGraph(model.graph, tensors, text) },
    frame: { ...model, graph: frameGraph(model.graph, tensors, text) },
  };
}

/** Keys and values of the positive prompt, named after the negative inputs that cutCrossAttention.ts numbered. */
function promptTensors(graph: Graph): PromptTensor[] {
  const inputs = new Map(graph.inputs.map((info) => [info.name, info]));
  return graph.nodes.filter(isNasa).flatMap((node) =>
    (['key', 'value'] as const).map((part): PromptTensor => {
      const negative = inputs.get(node.inputs[INPUT.negative[part]] ?? '');
      const tensor = node.inputs[INPUT.positive[part]];
      if (!negative || !tensor) throw new PromptSplitError(`"${node.name}" has no ${part} for each prompt`);
      return { role: roleOf(negative.name), tensor, negative };
    }),
  );
}
