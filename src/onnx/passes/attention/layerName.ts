// A name that people recognise: the module path, where the exporter kept it in a node or in a weight.

import type { Node } from '../../ir.ts';
import type { Anchor } from './anchors.ts';
import { projectionsAbove } from './classify.ts';
import type { GraphView } from './graphView.ts';

/** `/down_blocks.0/.../attn2/to_q/MatMul`, or `down_blocks.0. ... .attn2.to_out.0.bias`: what comes before `to_`. */
const NODE_PATH = /^\/?(.+?)\/(?:to_[qkv]|to_out\.0|add_[qkv]_proj|[qkv]_proj|query|key|value)\/[^/]+$/;
const WEIGHT_PATH =
  /^(.+?)\.(?:to_[qkv]|to_out\.0|add_[qkv]_proj|[qkv]_proj|query|key|value)\.(?:weight|bias)$/;
/** Nodes from the core to the bias of to_out: transpose, reshape, cast, cast, MatMul, Add. */
const LONGEST_WAY_OUT = 6;

/**
 * The module in torch's notation, e.g. `down_blocks.0.attentions.0.transformer_blocks.0.attn2`: the torchscript
 * exporter leaves it in node names, dynamo in the name of to_out's bias. Else the name of the core's node.
 * @param index number of the attention in the graph, for nodes without a name
 */
export function layerName(view: GraphView, anchor: Anchor, index: number): string {
  const { node, query, key, output } = anchor;
  const above = [query, key].flatMap((operand) => [...projectionsAbove(view, operand).values()]);
  const around = [...above.filter((projection) => projection !== undefined), ...below(view, output)];
  for (const { name, inputs } of around) {
    const path = NODE_PATH.exec(name)?.[1] ?? firstMatch(inputs, WEIGHT_PATH);
    if (path !== undefined) return path.replaceAll('/', '.');
  }
  const scope = /^\/(.+)\/[^/]+$/.exec(node.name)?.[1];
  return scope?.replaceAll('/', '.') ?? (node.name || `attention_${index}`);
}

function firstMatch(names: readonly string[], pattern: RegExp): string | undefined {
  for (const name of names) {
    const path = pattern.exec(name)?.[1];
    if (path !== undefined) return path;
  }
  return undefined;
}

/** The nodes right behind the core, as long as there is one way only. */
function below(view: GraphView, output: string): Node[] {
  const nodes: Node[] = [];
  for (let name = output; nodes.length < LONGEST_WAY_OUT;) {
    const readers = view.consumersOf(name).filter(({ opType }) => opType !== 'Shape');
    const [reader] = readers;
    if (readers.length !== 1 || reader === undefined) break;
    nodes.push(reader);
    name = reader.outputs[0] ?? '';
  }
  return nodes;
}
