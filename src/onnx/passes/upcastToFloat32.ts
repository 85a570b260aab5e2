// Rewrites a float16 model as float32, for adapters without shader-f16 and for the wasm provider.

import { float16ToFloat32 } from '../../lib/float16.ts';
import { DataType } from '../dataType.ts';
import { UnsupportedFeatureError } from '../errors.ts';
import type { Attribute, Graph, Model, Node, Tensor, ValueInfo } from '../ir.ts';
import { STOCK_DOMAINS } from '../operators.ts';
import { viewAs } from '../tensorData.ts';

/**
 * Integer attributes that hold a DataType: Cast, RandomNormal, EyeLike, ...; HannWindow; QuantizeLinear;
 * Attention; LayerNormalization.
 */
const TYPE_ATTRIBUTES = new Set([
  'to',
  'dtype',
  'output_datatype',
  'output_dtype',
  'softmax_precision',
  'stash_type',
]);

/**
 * Smaller tensors that need no conversion are copied: a view of eight bytes would keep the whole float16 file
 * in memory. Larger ones stay views, since a copy would cost as much as it frees.
 */
const COPY_BELOW_BYTES = 64 * 1024;

/**
 * Float16 becomes float32 everywhere: inputs, outputs, inner types, initializers, constants and type attributes, in
 * subgraphs too. Nodes of custom ops stay as they are. Each weight is converted once, straight into its final memory,
 * so that the peak is the float16 file plus the float32 weights, and the file can go once the old model is dropped.
 * @throws UnsupportedFeatureError for model-local functions and for sequence, map and optional types
 */
export function upcastToFloat32(model: Model): Model {
  const [first] = model.functions;
  if (first) {
    throw new UnsupportedFeatureError(
      `the local function ${first.domain}::${first.name}`,
      'A float16 model that has to be widened to float32',
      'Inline functions first (onnx.inliner.inline_local_functions), or export the model in float32.',
    );
  }
  return { ...model, graph: upcastGraph(model.graph) };
}

function upcastGraph(graph: Graph): Graph {
  return {
    ...graph,
    nodes: graph.nodes.map(upcastNode),
    inputs: graph.inputs.map(upcastValueInfo),
    outputs: graph.outputs.map(upcastValueInfo),
    initializers: new Map([...graph.initializers].map(([name, tensor]) => [name, upcastTensor(tensor)])),
    valueInfo: new Map([...graph.valueInfo].map(([name, info]) => [name, upcastValueInfo(info)])),
  };
}

function upcastNode(node: Node): Node {
  if (!STOCK_DOMAINS.has(node.domain)) return node;
  const attributes = new Map<string, Attribute>();
  for (const [name, attribute] of node.attributes) attributes.set(name, upcastAttribute(name, attribute));
  return { ...node, attributes };
}

function upcastAttribute(name: string, attribute: Attribute): Attribute {
  switch (attribute.kind) {
    case 'tensor':
      return { kind: 'tensor', value: upcastTensor(attribute.value) };
    case 'tensors':
      return { kind: 'tensors', value: attribute.value.map(upcastTensor) };
    case 'graph':
      return { kind: 'graph', value: upcastGraph(attribute.value) };
    case 'graphs':
      return { kind: 'graphs', value: attribute.value.map(upcastGraph) };
    case 'int': {
      const isFloat16Type = TYPE_ATTRIBUTES.has(name) && attribute.value === BigInt(DataType.Float16);
      return isFloat16Type ? { kind: 'int', value: BigInt(DataType.Float32) } : attribute;
    }
    default:
      return attribute;
  }
}

/** @throws UnsupportedFeatureError for sequence, map and optional types */
export function upcastValueInfo(info: ValueInfo): ValueInfo {
  if (info.nonTensorType) {
    throw new UnsupportedFeatureError('a sequence, map or optional type', `Value "${info.name}"`);
  }
  return info.elementType === DataType.Float16 ? { ...info, elementType: DataType.Float32 } : info;
}

export function upcastTensor(tensor: Tensor): Tensor {
  const { elementType, bytes } = tensor;
  if (elementType === DataType.Float16) {
    const values = float16ToFloat32(viewAs(bytes, Uint16Array));
    return { ...tensor, elementType: DataType.Float32, bytes: new Uint8Array(values.buffer) };
  }
  return bytes.length < COPY_BELOW_BYTES ? { ...tensor, bytes: bytes.slice() } : tensor;
}
