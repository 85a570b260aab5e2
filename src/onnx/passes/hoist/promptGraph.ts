// The part of a denoiser that reads token states alone: every to_k and to_v, and what stands before them.

import { makeNode } from '../../build.ts';
import { DataType } from '../../dataType.ts';
import { PromptSplitError } from '../../errors.ts';
import { consumers, eliminateDeadCode } from '../../graph.ts';
import type { Graph, Node } from '../../ir.ts';
import { foldStaticShapes } from '../foldStaticShapes.ts';
import { renameTensors } from '../renameTensors.ts';
import { batchFromText } from './batchFromText.ts';
import { freeTokenAxis } from './freeTokenAxis.ts';
import { promptTensorInfo, type PromptTensor } from './promptTensor.ts';

/**
 * @param text the graph input of token states
 * @throws PromptSplitError where another feed is read
 */
export function promptGraph(graph: Graph, tensors: readonly PromptTensor[], text: string): Graph {
  const names = new Map<string, string>();
  const copies: Node[] = [];
  for (const { tensor, role } of tensors) {
    const first = names.get(tensor);
    if (first === undefined) names.set(tensor, role);
    else copies.push(makeNode('Identity', [first], [role]));
  }
  const outputs = [...names.keys()].map((name) => ({ name, elementType: DataType.Undefined }));
  const own = foldStaticShapes(eliminateDeadCode({ ...graph, outputs }));
  const bare = eliminateDeadCode(batchFromText(own, text));
  refuseOtherFeeds(bare, text);
  const inputs = graph.inputs.filter(({ name }) => name === text);
  const renamed = freeTokenAxis(renameTensors({ ...bare, inputs }, names));
  return {
    ...renamed,
    name: `${graph.name}/prompt`,
    nodes: [...renamed.nodes, ...copies],
    outputs: tensors.map((tensor) => promptTensorInfo(tensor, tensor.role, 'tokens')),
  };
}

function refuseOtherFeeds(graph: Graph, text: string): void {
  const readBy = consumers(graph);
  for (const { name } of graph.inputs) {
    const [reader] = name === text ? [] : (readBy.get(name) ?? []);
    if (reader)
      throw new PromptSplitError(`"${reader.name}" (${reader.opType}) reads "${name}" for the prompt`);
  }
}
