// The part of a denoiser that runs for every frame: the prompt comes in as keys and values.

import { makeValueInfo } from '../../build.ts';
import { DataType } from '../../dataType.ts';
import { PromptSplitError } from '../../errors.ts';
import { consumers, eliminateDeadCode, producers, topologicalSort } from '../../graph.ts';
import type { Graph, Node, ValueInfo } from '../../ir.ts';
import { KEY_MASKS } from '../cutCrossAttention.ts';
import { shapesFromKeys } from './shapesFromKeys.ts';
import { INPUT, isNasa, promptTensorInfo, roleOf, type PromptTensor } from './promptTensor.ts';

/**
 * @param text the graph input of token states, which goes
 * @throws PromptSplitError where something else than the op reads it
 */
export function frameGraph(graph: Graph, tensors: readonly PromptTensor[], text: string): Graph {
  const maskMaker = producers(graph).get(KEY_MASKS.positive);
  const gone = new Set([text, ...(maskMaker ? maskMaker.inputs : [])]);
  const own = new Set([...tensors.map(({ negative }) => negative.name), KEY_MASKS.negative]);
  const detached: Graph = {
    ...graph,
    name: `${graph.name}/frame`,
    nodes: graph.nodes.filter((node) => node !== maskMaker).map(feedPositive),
    inputs: [
      ...graph.inputs.filter(({ name }) => !own.has(name)),
      ...promptInputs(tensors, maskMaker !== undefined),
    ],
  };
  const live = shapesFromKeys(eliminateDeadCode(detached), text, `positive_${tensors[0]?.role ?? ''}`);
  const readBy = consumers(live);
  for (const name of gone) {
    const [reader] = readBy.get(name) ?? [];
    if (reader)
      throw new PromptSplitError(
        `"${reader.name}" (${reader.opType}) reads "${name}" for the picture itself`,
      );
  }
  return topologicalSort({ ...live, inputs: live.inputs.filter(({ name }) => !gone.has(name)) });
}

/** The op reads positive_key_i where it read a projection; its negative inputs say which i it is. */
function feedPositive(node: Node): Node {
  if (!isNasa(node)) return node;
  const inputs = [...node.inputs];
  for (const part of ['key', 'value'] as const) {
    inputs[INPUT.positive[part]] = `positive_${roleOf(inputs[INPUT.negative[part]] ?? '')}`;
  }
  return { ...node, inputs };
}

function promptInputs(tensors: readonly PromptTensor[], isMasked: boolean): ValueInfo[] {
  const signs = ['positive', 'negative'] as const;
  const inputs = signs.flatMap((sign) =>
    tensors.map((tensor) => promptTensorInfo(tensor, `${sign}_${tensor.role}`, `${sign}_tokens`)),
  );
  const masks = signs.map((sign) =>
    makeValueInfo(KEY_MASKS[sign], DataType.Int32, ['batch_size', `${sign}_tokens`]),
  );
  return isMasked ? [...inputs, ...masks] : inputs;
}
