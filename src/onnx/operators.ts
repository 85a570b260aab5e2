// Which operators can run at all: checked before any session is made, so that the message names the node.

import { subgraphs } from './attributes.ts';
import { UnknownOperatorError } from './errors.ts';
import type { Graph, Model } from './ir.ts';

/** Domains whose operators ONNX Runtime Web ships. */
export const STOCK_DOMAINS: ReadonlySet<string> = new Set(['', 'com.microsoft', 'ai.onnx.ml']);

/** com.microsoft operators with kernels for CUDA and ROCm alone: ONNX Runtime's optimizer writes them for those. */
const NOT_ON_THE_WEB: ReadonlySet<string> = new Set(['NhwcConv', 'GroupNorm', 'SkipGroupNorm']);

/** A custom op as a model names it. */
export interface OperatorId {
  readonly domain: string;
  readonly opType: string;
}

interface Call extends OperatorId {
  readonly name: string;
}

/**
 * Checks that every node is a stock operator, one of `customOps`, or a call of a function of the model itself.
 * @throws UnknownOperatorError naming the first node that is none of them
 */
export function checkOperators(model: Model, customOps: readonly OperatorId[]): void {
  const known = new Set([
    ...customOps.map(key),
    ...model.functions.map(({ domain, name }) => key({ domain, opType: name })),
  ]);
  for (const call of [...calls(model.graph), ...model.functions.flatMap((local) => local.calls)]) {
    if (known.has(key(call)) || isStock(call)) continue;
    throw new UnknownOperatorError(call.name, call.domain, call.opType);
  }
}

function isStock({ domain, opType }: OperatorId): boolean {
  return STOCK_DOMAINS.has(domain) && !(domain === 'com.microsoft' && NOT_ON_THE_WEB.has(opType));
}

function key({ domain, opType }: OperatorId): string {
  return `${domain}::${opType}`;
}

function calls(graph: Graph): Call[] {
  return graph.nodes.flatMap((node) => [node, ...subgraphs(node).flatMap(calls)]);
}
