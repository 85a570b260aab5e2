// Brings a stock denoiser into the one form that surgery works on.

import { LocalFunctionsError } from '../errors.ts';
import { topologicalSort } from '../graph.ts';
import type { Model } from '../ir.ts';
import type { Rewrite } from './attention/match.ts';
import { constantsToInitializers } from './constantsToInitializers.ts';
import { unpackMultiHeadAttention } from './unpackMultiHeadAttention.ts';

/**
 * Constants become initializers, initializers are no longer inputs, nodes stand in topological order, and fused
 * attention has its operands apart. What could not be taken apart is listed.
 * @throws LocalFunctionsError where nodes call functions of the model
 */
export function openDenoiser(model: Model): Rewrite {
  const [called] = model.functions;
  if (called) throw new LocalFunctionsError(`${called.domain}::${called.name}`);
  const { graph, ...rest } = constantsToInitializers(model);
  const inputs = graph.inputs.filter(({ name }) => !graph.initializers.has(name));
  return unpackMultiHeadAttention({ ...rest, graph: topologicalSort({ ...graph, inputs }) });
}
