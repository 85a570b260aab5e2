// The embedded model as somebody would export it who never heard of guidance: one graph, stock operators, one branch.

import {
  eliminateDeadCode,
  GUIDANCE_SCALE,
  nasaToStockOperators,
  replaceUses,
  topologicalSort,
  type Graph,
  type Model,
  type Node,
} from '../../src/onnx/index.ts';

/** What the prompt graph's own tensors are called in the joined graph. */
const inPrompt = (name: string) => `prompt/${name}`;
const HIDDEN_STATES = 'encoder_hidden_states';

/**
 * Keys and values are computed inside, attention is MatMul, Softmax, MatMul, and no negative branch is left.
 * @param prompt encoder_hidden_states -> key_i, value_i
 * @param frame latent, positive_key_i, ..., negative_value_i -> image, with the custom op
 * @returns latent, encoder_hidden_states -> image
 */
export function unguidedGraph(prompt: Model, frame: Model): Model {
  const plain = withoutGuidance(nasaToStockOperators(frame).graph);
  const text = prefixed(prompt.graph);
  let joined: Graph = {
    ...plain,
    nodes: [...text.nodes, ...plain.nodes],
    inputs: [...plain.inputs, ...text.inputs],
    initializers: new Map([...text.initializers, ...plain.initializers]),
    valueInfo: new Map([...text.valueInfo, ...plain.valueInfo]),
  };
  for (const { name } of prompt.graph.outputs)
    joined = replaceUses(joined, `positive_${name}`, inPrompt(name));
  const opsets = new Map([...prompt.opsets, ...frame.opsets].filter(([domain]) => domain !== 'steeraway'));
  const graph = eliminateDeadCode(topologicalSort(joined)); // sorted while the negative's inputs are still there
  return {
    ...frame,
    opsets,
    graph: { ...graph, inputs: graph.inputs.filter(({ name }) => !isGuidanceInput(name)) },
  };
}

/** Z+ - alpha * Z- becomes Z+; what only Z- needs is dead then. */
function withoutGuidance(graph: Graph): Graph {
  const isSteering = ({ opType, inputs }: Node) => opType === 'Sub' && inputs[1]?.endsWith('/pushed');
  let plain: Graph = { ...graph, nodes: graph.nodes.filter((node) => !isSteering(node)) };
  for (const { inputs, outputs } of graph.nodes.filter(isSteering))
    plain = replaceUses(plain, outputs[0]!, inputs[0]!);
  return plain;
}

const isGuidanceInput = (name: string) =>
  name === GUIDANCE_SCALE || /^(positive|negative)_(key|value)_/.test(name);

/** Both graphs may call different things by one name. */
function prefixed(graph: Graph): Graph {
  const rename = (name: string) => (name === '' || name === HIDDEN_STATES ? name : inPrompt(name));
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    })),
    initializers: new Map(
      [...graph.initializers].map(([name, tensor]) => [rename(name), { ...tensor, name: rename(name) }]),
    ),
    valueInfo: new Map(
      [...graph.valueInfo].map(([name, info]) => [rename(name), { ...info, name: rename(name) }]),
    ),
  };
}
