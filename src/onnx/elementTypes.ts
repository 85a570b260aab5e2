// Element types of tensors that the file says nothing about, by one rule an operator.
// Not full shape inference: exporters write value_info, and only tensors that leave a session need a type at all.

import { intAttribute, subgraphs } from './attributes.ts';
import { DataType, isDataType } from './dataType.ts';
import type { Graph, Node, ValueInfo } from './ir.ts';
import { STOCK_DOMAINS } from './operators.ts';

type Types = ReadonlyMap<string, DataType>;
/** Types of a node's outputs, in order; the last one stands for all further outputs. */
type Rule = (node: Node, types: Types) => readonly (DataType | undefined)[];

const input =
  (index: number): Rule =>
  (node, types) => [types.get(node.inputs[index] ?? '')];
const always =
  (...result: DataType[]): Rule =>
  () =>
    result;
const typeAttribute =
  (name: string, fallback: DataType | undefined): Rule =>
  (node) => {
    const value = intAttribute(node, name, fallback);
    return [value !== undefined && isDataType(value) ? value : undefined];
  };

/** Operators of the stock domains whose outputs all have the type of their first input. */
const LIKE_FIRST_INPUT = `
  Abs Add And AveragePool BatchNormalization BiasAdd BiasGelu BiasSplitGelu BitShift Ceil Celu Clip Concat Conv
  ConvTranspose Cos CumSum DepthToSpace Div Einsum Elu Erf Exp Expand FastGelu Flatten Floor FusedConv FusedMatMul
  Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GroupNorm GroupNormalization HardSigmoid HardSwish
  Identity InstanceNormalization LeakyRelu Log LogSoftmax LpNormalization MatMul MatMulNBits Max Mean Min Mish Mod Mul
  MultiHeadAttention Neg NhwcConv PRelu Pad Pow QuickGelu RMSNormalization Range Reciprocal ReduceL1 ReduceL2
  ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize
  RotaryEmbedding Round ScatterElements ScatterND Selu Sigmoid Sign Sin Slice Softmax Softplus SpaceToDepth Split
  Sqrt Squeeze Sub Sum Tanh Tile Transpose Trilu Unsqueeze Upsample Attention SimplifiedLayerNormalization
`
  .trim()
  .split(/\s+/);

const BOOLEAN = 'Equal Greater GreaterOrEqual IsInf IsNaN Less LessOrEqual Not Or Xor'.split(' ');

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...LIKE_FIRST_INPUT.map((opType): [string, Rule] => [opType, input(0)]),
  ...BOOLEAN.map((opType): [string, Rule] => [opType, always(DataType.Bool)]),
  ...['Shape', 'Size', 'ArgMax', 'ArgMin', 'NonZero'].map((opType): [string, Rule] => [
    opType,
    always(DataType.Int64),
  ]),
  ['Cast', typeAttribute('to', undefined)],
  ['CastLike', input(1)],
  ['RandomNormal', typeAttribute('dtype', DataType.Float32)],
  ['RandomUniform', typeAttribute('dtype', DataType.Float32)],
  ['ConstantOfShape', (node) => [constantOfShapeType(node)]],
  ['Where', input(1)],
  ['OneHot', input(2)],
  ['DequantizeLinear', input(1)],
  ['MatMulInteger', always(DataType.Int32)],
  ['DynamicQuantizeLinear', always(DataType.Uint8, DataType.Float32, DataType.Uint8)],
  ['QuantizeLinear', (node, types) => [node.inputs[2] ? types.get(node.inputs[2]) : DataType.Uint8]],
  ['Dropout', (node, types) => [...input(0)(node, types), DataType.Bool]],
  ['MaxPool', (node, types) => [...input(0)(node, types), DataType.Int64]],
  ['TopK', (node, types) => [...input(0)(node, types), DataType.Int64]],
  ['LayerNormalization', (node, types) => [...input(0)(node, types), DataType.Float32]],
  ['SkipLayerNormalization', skipLayerNormalization],
  ['If', (node) => subgraphs(node)[0]?.outputs.map(declaredType) ?? []],
  ['Loop', (node) => subgraphs(node)[0]?.outputs.slice(1).map(declaredType) ?? []],
]);

function constantOfShapeType(node: Node): DataType {
  const value = node.attributes.get('value');
  return value?.kind === 'tensor' ? value.value.elementType : DataType.Float32;
}

/** com.microsoft: output, mean and inverse deviation in float32, and the sum before normalising. */
function skipLayerNormalization(node: Node, types: Types): readonly (DataType | undefined)[] {
  const [type] = input(0)(node, types);
  return [type, DataType.Float32, DataType.Float32, type];
}

function declaredType({ elementType }: ValueInfo): DataType | undefined {
  return elementType === DataType.Undefined ? undefined : elementType;
}

/**
 * Element types by tensor name, declared ones first. Tensors whose type cannot be known are absent.
 * @param graph in topological order
 */
export function inferElementTypes(graph: Graph): ReadonlyMap<string, DataType> {
  const types = new Map<string, DataType>();
  for (const info of [...graph.inputs, ...graph.valueInfo.values(), ...graph.outputs]) {
    const type = declaredType(info);
    if (type !== undefined) types.set(info.name, type);
  }
  for (const [name, tensor] of graph.initializers) types.set(name, tensor.elementType);
  for (const node of graph.nodes) {
    const rule = STOCK_DOMAINS.has(node.domain) ? RULES.get(node.opType) : undefined;
    const result = rule?.(node, types) ?? [];
    node.outputs.forEach((name, index) => {
      const type = result[Math.min(index, result.length - 1)];
      if (name !== '' && !types.has(name) && type !== undefined) types.set(name, type);
    });
  }
  return types;
}
