// Writes steeraway::NasaCrossAttention out in stock operators: for the wasm backend, and as the op's judge in tests.

import { floatAttribute, intAttribute } from '../attributes.ts';
import { makeFloatTensor, makeInt64Tensor, makeNode, makeTensor, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import { inferElementTypes } from '../elementTypes.ts';
import { UnsupportedFeatureError } from '../errors.ts';
import { eliminateDeadCode, topologicalSort } from '../graph.ts';
import type { Graph, Model, Node, Tensor } from '../ir.ts';
import { float32ToFloat16 } from '../../lib/float16.ts';
import { isNasa } from './hoist/promptTensor.ts';

/** The input that takes the place of the op's uniform: NASA's alpha, float32 [1]. */
export const GUIDANCE_SCALE = 'guidance_scale';

/** Added to the scores of hidden keys: within float16's range, and exp() of it is 0. */
const HIDDEN = -1e4;

/**
 * Z+ - guidance_scale * Z- with MatMul and Softmax. The model gets the input `guidance_scale`.
 * @throws UnsupportedFeatureError where neither the keys nor the values of an op are declared with their width
 */
export function nasaToStockOperators(model: Model): Model {
  const types = inferElementTypes(model.graph);
  const initializers = new Map(model.graph.initializers);
  const nodes = model.graph.nodes.flatMap((node) => {
    if (!isNasa(node)) return [node];
    const written = writeOut(node, model.graph, types.get(node.inputs[0] ?? '') ?? DataType.Float32);
    for (const tensor of written.constants) initializers.set(tensor.name, tensor);
    return written.nodes;
  });
  const scale = makeValueInfo(GUIDANCE_SCALE, DataType.Float32, [1]);
  const graph: Graph = { ...model.graph, nodes, initializers, inputs: [...model.graph.inputs, scale] };
  const opsets = new Map([...model.opsets].filter(([domain]) => domain !== 'steeraway'));
  return { ...model, opsets, graph: eliminateDeadCode(topologicalSort(graph)) };
}

interface Written {
  readonly nodes: readonly Node[];
  readonly constants: readonly Tensor[];
}

/** What one op needs to be written out. */
interface Context {
  readonly name: string;
  readonly type: DataType;
  readonly heads: number;
  readonly width: number;
  readonly scale: number;
}

function writeOut(node: Node, graph: Graph, type: DataType): Written {
  const [query = '', positiveKey = '', positiveValue = '', negativeKey = '', negativeValue = '', ...masks] =
    node.inputs;
  const heads = intAttribute(node, 'num_heads', 1);
  const width = widthOf(graph, [positiveKey, positiveValue, negativeKey, negativeValue], node);
  const scale = floatAttribute(node, 'scale', 1 / Math.sqrt(width / heads));
  const context: Context = { name: node.outputs[0] ?? '', type, heads, width, scale };
  const at = (part: string) => `${context.name}/${part}`;
  const positive = attention(context, 'positive', query, positiveKey, positiveValue, masks[0]);
  const negative = attention(context, 'negative', query, negativeKey, negativeValue, masks[1]);
  const nodes = [
    makeNode('Reshape', [query, at('split')], [at('query')]),
    makeNode('Transpose', [at('query')], [at('query_heads')], { perm: [0, 2, 1, 3] }),
    makeNode('Mul', [at('query_heads'), at('scale')], [at('query_scaled')]),
    ...positive,
    ...negative,
    makeNode('Cast', [GUIDANCE_SCALE], [at('alpha')], { to: type }),
    makeNode('Mul', [at('negative'), at('alpha')], [at('pushed')]),
    makeNode('Sub', [at('positive'), at('pushed')], [context.name], {}, at('steered')),
  ];
  return { nodes, constants: constantsOf(context) };
}

/** softmax(Q K^T) V of one branch, as `name/branch` [B, S, N*H]. */
function attention(
  { name, type }: Context,
  branch: 'positive' | 'negative',
  query: string,
  key: string,
  value: string,
  mask: string | undefined,
): Node[] {
  const at = (part: string) => `${name}/${part}`;
  const of = (part: string) => `${name}/${branch}_${part}`;
  const bias = [
    makeNode('Cast', [mask ?? ''], [of('mask')], { to: type }),
    makeNode('Sub', [of('mask'), at('one')], [of('hidden')]),
    makeNode('Mul', [of('hidden'), at('penalty')], [of('bias_row')]),
    makeNode('Reshape', [of('bias_row'), at('per_key')], [of('bias')]),
    makeNode('Add', [of('products'), of('bias')], [of('scores')]),
  ];
  return [
    makeNode('Reshape', [key, at('split')], [of('key')]),
    makeNode('Transpose', [of('key')], [of('key_heads')], { perm: [0, 2, 3, 1] }),
    makeNode('Reshape', [value, at('split')], [of('value')]),
    makeNode('Transpose', [of('value')], [of('value_heads')], { perm: [0, 2, 1, 3] }),
    makeNode('MatMul', [at('query_scaled'), of('key_heads')], [of('products')]),
    ...(mask ? bias : []),
    makeNode('Softmax', [of(mask ? 'scores' : 'products')], [of('weights')], { axis: -1 }),
    makeNode('MatMul', [of('weights'), of('value_heads')], [of('attended')]),
    makeNode('Transpose', [of('attended')], [of('rows')], { perm: [0, 2, 1, 3] }),
    makeNode('Reshape', [of('rows'), at('merge')], [at(branch)]),
  ];
}

function constantsOf({ name, type, heads, width, scale }: Context): Tensor[] {
  const at = (part: string) => `${name}/${part}`;
  const number = (part: string, value: number) =>
    type === DataType.Float16
      ? makeTensor(at(part), type, [1], float32ToFloat16(Float32Array.of(value)))
      : makeFloatTensor(at(part), [1], [value]);
  return [
    makeInt64Tensor(at('split'), [4], [0, 0, heads, width / heads]),
    makeInt64Tensor(at('merge'), [3], [0, 0, width]),
    makeInt64Tensor(at('per_key'), [4], [0, 1, 1, -1]),
    number('scale', scale),
    number('one', 1),
    // (mask - 1) is -1 for hidden keys.
    number('penalty', -HIDDEN),
  ];
}

/** N*H, as declared for any of the op's keys and values. */
function widthOf(graph: Graph, names: readonly string[], node: Node): number {
  for (const name of names) {
    const info = graph.inputs.find((input) => input.name === name) ?? graph.valueInfo.get(name);
    const width = info?.dims?.at(-1);
    if (typeof width === 'number') return width;
  }
  throw new UnsupportedFeatureError('keys of unknown width', `Node "${node.name}"`);
}
