// Fused attention. Multiply-adds are those of QK^T and PV, and of projections inside the operator; no softmax.

import { intAttribute } from '../../attributes.ts';
import { elementCount } from '../../dataType.ts';
import type { Node } from '../../ir.ts';
import { product, type Dims } from '../dims.ts';
import type { StaticTensor } from '../staticTensors.ts';
import type { OperatorRules, ShapedNode } from './rule.ts';

export const ATTENTION: OperatorRules = Object.freeze({
  Attention: { dims: attention, multiplyAdds: attentionMultiplyAdds },
  'com.microsoft::Attention': { dims: projectingAttention, multiplyAdds: projectingMultiplyAdds },
  'com.microsoft::MultiHeadAttention': { dims: multiHead, multiplyAdds: multiHeadMultiplyAdds },
  'steeraway::NasaCrossAttention': { dims: (_, [query]) => query?.dims, multiplyAdds: nasaMultiplyAdds },
});

/** ai.onnx: heads apart as [B, N, S, H], or together as [B, S, N*H]; the result has the values' head size. */
function attention(node: Node, [query, , value]: readonly StaticTensor[]): Dims {
  if (query?.dims?.length === 4) return [...query.dims.slice(0, 3), value?.dims?.at(-1)];
  const isSquare = intAttribute(node, 'q_num_heads', 0) === intAttribute(node, 'kv_num_heads', 0);
  return query?.dims && [...query.dims.slice(0, 2), isSquare ? value?.dims?.at(-1) : undefined];
}

function attentionMultiplyAdds({ node, inputs, output }: ShapedNode): number | undefined {
  const [query, key, , , pastKey] = inputs;
  if (!query || !key || pastKey || isCausal(node, 'is_causal')) return undefined;
  // Axis -2 holds the tokens in both layouts.
  return (elementCount(query) + elementCount(output)) * (key.at(-2) ?? NaN);
}

/** com.microsoft::Attention: input [B, S, C], weights [C, 3*N*H] -> [B, S, N*H]. */
function projectingAttention(node: Node, [input, weights]: readonly StaticTensor[]): Dims {
  const columns = weights?.dims?.[1];
  if (!input?.dims || node.attributes.has('qkv_hidden_sizes')) return undefined;
  return [...input.dims.slice(0, 2), columns === undefined ? undefined : columns / 3];
}

function projectingMultiplyAdds({ node, inputs, output }: ShapedNode): number | undefined {
  const [input, weights, , , past] = inputs;
  if (!input || !weights || past || isCausal(node, 'unidirectional')) return undefined;
  const projections = elementCount(input) * (weights[1] ?? NaN);
  return projections + 2 * elementCount(output) * (input[1] ?? NaN);
}

/** [B, S, N*H], whatever the layout of the query: [B, S, N*H], or packed as [B, S, N, 3, H]. */
function multiHead(_: Node, [query]: readonly StaticTensor[]): Dims {
  const dims = query?.dims;
  if (dims?.length === 3) return dims;
  return dims?.length === 5
    ? [dims[0], dims[1], product([dims[2], dims[4]])]
    : [undefined, undefined, undefined];
}

/** Keys may be [B, T, N*H], [B, N, T, H], packed with the values as [B, T, N, 2, H], or packed with the queries. */
function multiHeadMultiplyAdds({ node, inputs, output }: ShapedNode): number | undefined {
  const [query, key] = inputs;
  const pastKey = inputs[6];
  if (!query || pastKey || isCausal(node, 'unidirectional')) return undefined;
  const tokens = key ? key[key.length === 4 ? 2 : 1] : query[1];
  return 2 * elementCount(output) * (tokens ?? NaN);
}

/** Both branches, each 2 * B*S*N*H*T: query, K+, V+, K-, V-. A prompt of no tokens costs nothing. */
function nasaMultiplyAdds({ inputs, output }: ShapedNode): number | undefined {
  const [, positiveKey, , negativeKey] = inputs;
  if (!positiveKey || !negativeKey) return undefined;
  return 2 * elementCount(output) * ((positiveKey[1] ?? NaN) + (negativeKey[1] ?? NaN));
}

/** Half the products of causal attention are not needed, and kernels differ in whether they skip them. */
function isCausal(node: Node, attribute: string): boolean {
  return intAttribute(node, attribute, 0) !== 0;
}
