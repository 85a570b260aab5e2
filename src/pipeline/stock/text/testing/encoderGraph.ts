// Text encoders of a few nodes, for tests of what is fed and what is read: every output is the ids times a row of factors.

import { DataType, type Model } from '../../../../onnx/index.ts';
import {
  makeFloatTensor,
  makeGraph,
  makeInt64Tensor,
  makeModel,
  makeNode,
  makeValueInfo,
} from '../../../../onnx/build.ts';
import { CustomOpSession } from '../../../../runtime/index.ts';

export interface EncoderGraph {
  /** Name -> factors, one for each channel: [1, T, C] is ids[t] * factors[c]; `text_embeds` and the like sum over t. */
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  readonly idType?: DataType;
  /** Multiplies the ids by an input `attention_mask`. */
  readonly masked?: boolean;
  readonly outputType?: DataType;
  readonly extraInput?: string;
}

const POOLED = ['text_embeds', 'pooler_output'];

export function encoderGraph(graph: EncoderGraph): Model {
  const { idType = DataType.Int64, outputType = DataType.Float32 } = graph;
  const names = Object.keys(graph.outputs);
  const inputs = [
    'input_ids',
    ...(graph.masked ? ['attention_mask'] : []),
    ...(graph.extraInput ? [graph.extraInput] : []),
  ];
  const source = graph.masked ? 'attended' : 'input_ids';
  return makeModel(
    makeGraph({
      inputs: inputs.map((name) => makeValueInfo(name, idType, ['batch_size', 'sequence_length'])),
      outputs: names.map((name) => makeValueInfo(name, outputType)),
      initializers: [
        ...names.map((name) =>
          makeFloatTensor(`${name} factors`, [graph.outputs[name]!.length], graph.outputs[name]!),
        ),
        makeInt64Tensor('channel axis', [1], [2]),
        makeInt64Tensor('token axis', [1], [1]),
      ],
      nodes: [
        ...(graph.masked ? [makeNode('Mul', ['input_ids', 'attention_mask'], ['attended'])] : []),
        makeNode('Cast', [source], ['numbers'], { to: BigInt(DataType.Float32) }),
        makeNode('Unsqueeze', ['numbers', 'channel axis'], ['column']),
        ...names.flatMap((name) => outputNodes(name, outputType)),
      ],
    }),
  );
}

function outputNodes(name: string, type: DataType) {
  const pooled = POOLED.includes(name);
  return [
    makeNode('Mul', ['column', `${name} factors`], [`${name} wide`]),
    ...(pooled
      ? [makeNode('ReduceSum', [`${name} wide`, 'token axis'], [`${name} sum`], { keepdims: 0n })]
      : []),
    makeNode('Cast', [pooled ? `${name} sum` : `${name} wide`], [name], { to: BigInt(type) }),
  ];
}

export function encoderSession(graph: EncoderGraph): Promise<CustomOpSession> {
  const precision = graph.outputType === DataType.Float16 ? 'float16' : 'float32';
  return CustomOpSession.create(encoderGraph(graph), { label: 'text encoder', provider: 'wasm', precision });
}
