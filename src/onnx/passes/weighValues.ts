// Lets each token of a prompt count more or less: its values, and only they, are multiplied by a weight that is fed.

import { makeNode, makeValueInfo } from '../build.ts';
import { PromptSplitError } from '../errors.ts';
import type { Model } from '../ir.ts';
import { renameTensors } from './renameTensors.ts';

/** [1, T, 1], of the values' type; T as in the values. 1 leaves a token as it is, bit for bit. */
export const TOKEN_WEIGHTS = 'token_weights';

/**
 * Keys stay: how much a query reads of a token does not change, what it reads is scaled. So Z- of a word with weight w
 * is taken off w times, and NASA's scale has a factor for each word.
 * @param model a prompt graph with outputs value_i [1, T, N*H] (hoistKeyValue.ts, or our export)
 * @throws PromptSplitError where it has none
 */
export function weighValues(model: Model): Model {
  const { graph } = model;
  const values = graph.outputs.filter(({ name }) => /^value_\d+$/.test(name));
  const [first] = values;
  if (first === undefined) throw new PromptSplitError('it has no outputs value_0, value_1, ...');
  const weights = makeValueInfo(TOKEN_WEIGHTS, first.elementType, [1, `${TOKEN_WEIGHTS}_length`, 1]);
  const unweighed = new Map(values.map(({ name }) => [name, `${name}_unweighed`]));
  const inner = renameTensors(graph, unweighed);
  const products = [...unweighed].map(([name, from]) => makeNode('Mul', [from, TOKEN_WEIGHTS], [name]));
  return {
    ...model,
    graph: {
      ...inner,
      nodes: [...inner.nodes, ...products],
      inputs: [...graph.inputs, weights],
      outputs: graph.outputs,
    },
  };
}
