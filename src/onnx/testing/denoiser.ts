// A denoiser of one self-attention and one cross-attention, written the way each exporter or optimiser writes it.

import {
  makeFloatTensor,
  makeGraph,
  makeInt64Tensor,
  makeModel,
  makeNode,
  makeValueInfo,
  type AttributeInput,
} from '../build.ts';
import { DataType } from '../dataType.ts';
import type { Model, Node, Tensor } from '../ir.ts';
import { randomSource } from './random.ts';

export const CORES = [
  'softmax',
  'softmax with scores scaled',
  'Attention 4-D',
  'Attention 3-D',
  'MultiHeadAttention',
  'MultiHeadAttention with bias',
  'MultiHeadAttention packed',
] as const;
export type Core = (typeof CORES)[number];

export interface DenoiserOptions {
  readonly core?: Core;
  /** Gemm works on [B*L, C], with reshapes around it. */
  readonly projection?: 'MatMul' | 'Gemm';
  /** Multiplies the scores; 1 / sqrt(H) unless told. */
  readonly scale?: number | undefined;
  /** 2 unless told; for raw attention. */
  readonly heads?: number;
}

/** Sizes of the model: latent [B, S, D], token states [B, T, CONTEXT]. */
export const SIZES = { heads: 2, headSize: 4, width: 8, context: 6 } as const;
const { heads, headSize, width, context } = SIZES;

/** The same weights whatever the options, save that a bias shifts queries, keys and values. */
export function denoiser(options: DenoiserOptions = {}): Model {
  const { core = 'softmax', projection = 'MatMul', scale, heads = SIZES.heads } = options;
  const builder = new Builder(core, projection, scale, heads);
  builder.attention('attn1', 'sample', 'sample', width);
  builder.nodes.push(makeNode('Add', ['sample', 'attn1/out'], ['between']));
  builder.attention('attn2', 'between', 'encoder_hidden_states', context);
  builder.nodes.push(makeNode('Add', ['between', 'attn2/out'], ['out_sample']));
  const graph = makeGraph({
    nodes: builder.nodes,
    inputs: [
      makeValueInfo('sample', DataType.Float32, ['batch_size', 'pixels', width]),
      makeValueInfo('encoder_hidden_states', DataType.Float32, ['batch_size', 'sequence_length', context]),
    ],
    outputs: [makeValueInfo('out_sample', DataType.Float32, ['batch_size', 'pixels', width])],
    initializers: builder.tensors,
  });
  return makeModel(graph, { '': 23, 'com.microsoft': 1 });
}

class Builder {
  readonly nodes: Node[] = [];
  readonly tensors: Tensor[] = [];
  private readonly random = randomSource(7);

  constructor(
    private readonly core: Core,
    private readonly projection: 'MatMul' | 'Gemm',
    private readonly scale: number | undefined,
    rawHeads: number,
  ) {
    const factor = scale ?? headSize ** -0.5;
    this.tensors.push(
      makeInt64Tensor('split', [4], [0, 0, rawHeads, width / rawHeads]),
      makeInt64Tensor('merge', [3], [0, 0, width]),
      makeInt64Tensor('flat', [2], [-1, width]),
      makeInt64Tensor('flat_context', [2], [-1, context]),
      makeInt64Tensor('pair', [5], [0, 0, heads, 1, headSize]),
      makeFloatTensor('root', [1], [Math.sqrt(factor)]),
      makeFloatTensor('factor', [], [factor]),
    );
  }

  attention(name: string, image: string, source: string, sourceWidth: number): void {
    this.project(`${name}/q`, image, width);
    this.project(`${name}/k`, source, sourceWidth);
    this.project(`${name}/v`, source, sourceWidth);
    const at = (part: string) => `${name}/${part}`;
    if (this.core.startsWith('softmax')) this.softmax(at);
    else if (this.core === 'Attention 4-D') this.attention4(at);
    else this.fused(at);
    this.weights(at('to_out'), width);
    if (this.projection === 'MatMul') {
      this.nodes.push(makeNode('MatMul', [at('attended'), at('to_out')], [at('out')]));
      return;
    }
    this.nodes.push(
      makeNode('Gemm', [at('attended'), at('to_out')], [at('out_rows')]),
      makeNode('Reshape', [at('out_rows'), at('q/target')], [at('out')]),
    );
  }

  private weights(name: string, rows: number): void {
    const values = Array.from({ length: rows * width }, () => this.random.signed());
    this.tensors.push(makeFloatTensor(name, [rows, width], values));
  }

  private project(name: string, source: string, sourceWidth: number): void {
    this.weights(`${name}/weight`, sourceWidth);
    if (this.projection === 'MatMul') {
      this.nodes.push(makeNode('MatMul', [source, `${name}/weight`], [name]));
      return;
    }
    const at = (part: string) => `${name}/${part}`;
    const leading = [makeInt64Tensor(at('zero'), [1], [0]), makeInt64Tensor(at('two'), [1], [2])];
    this.tensors.push(...leading, makeInt64Tensor(at('width'), [1], [width]));
    this.nodes.push(
      makeNode('Reshape', [source, sourceWidth === width ? 'flat' : 'flat_context'], [at('rows')]),
      makeNode('Gemm', [at('rows'), at('weight')], [at('projected')]),
      makeNode('Shape', [source], [at('shape')]),
      makeNode('Slice', [at('shape'), at('zero'), at('two')], [at('leading')]),
      makeNode('Concat', [at('leading'), at('width')], [at('target')], { axis: 0 }),
      makeNode('Reshape', [at('projected'), at('target')], [name]),
    );
  }

  private heads(at: (part: string) => string, perms: readonly (readonly number[])[]): void {
    ['q', 'k', 'v'].forEach((part, index) => {
      this.nodes.push(
        makeNode('Reshape', [at(part), 'split'], [at(`${part}_split`)]),
        makeNode('Transpose', [at(`${part}_split`)], [at(`${part}_heads`)], { perm: perms[index] ?? [] }),
      );
    });
  }

  private softmax(at: (part: string) => string): void {
    this.heads(at, [
      [0, 2, 1, 3],
      [0, 2, 3, 1],
      [0, 2, 1, 3],
    ]);
    if (this.core === 'softmax') {
      this.nodes.push(
        makeNode('Mul', [at('q_heads'), 'root'], [at('q_scaled')]),
        makeNode('Mul', [at('k_heads'), 'root'], [at('k_scaled')]),
        makeNode('MatMul', [at('q_scaled'), at('k_scaled')], [at('scores')]),
      );
    } else {
      this.nodes.push(
        makeNode('MatMul', [at('q_heads'), at('k_heads')], [at('products')]),
        makeNode('Mul', [at('products'), 'factor'], [at('scores')]),
      );
    }
    this.nodes.push(
      makeNode('Softmax', [at('scores')], [at('weights')], { axis: -1 }),
      makeNode('MatMul', [at('weights'), at('v_heads')], [at('rows')]),
    );
    this.merge(at);
  }

  private attention4(at: (part: string) => string): void {
    this.heads(at, [
      [0, 2, 1, 3],
      [0, 2, 1, 3],
      [0, 2, 1, 3],
    ]);
    const operands = ['q_heads', 'k_heads', 'v_heads'].map(at);
    this.nodes.push(makeNode('Attention', operands, [at('rows')], { is_causal: 0, ...this.scaling() }));
    this.merge(at);
  }

  private merge(at: (part: string) => string): void {
    this.nodes.push(
      makeNode('Transpose', [at('rows')], [at('merged')], { perm: [0, 2, 1, 3] }),
      makeNode('Reshape', [at('merged'), this.projection === 'Gemm' ? 'flat' : 'merge'], [at('attended')]),
    );
  }

  private fused(at: (part: string) => string): void {
    const output = [at('attended')];
    if (this.core === 'Attention 3-D') {
      const attributes = { q_num_heads: heads, kv_num_heads: heads, ...this.scaling() };
      this.nodes.push(makeNode('Attention', ['q', 'k', 'v'].map(at), output, attributes));
      return;
    }
    const inputs =
      this.core === 'MultiHeadAttention packed' ? [at('q'), this.pack(at)] : ['q', 'k', 'v'].map(at);
    if (this.core === 'MultiHeadAttention with bias') {
      const bias = Array.from({ length: 3 * width }, (_, index) => Math.sin(index));
      this.tensors.push(makeFloatTensor(at('bias'), [3 * width], bias));
      inputs.push(at('bias'));
    }
    this.nodes.push(
      makeNode('com.microsoft::MultiHeadAttention', inputs, output, { num_heads: heads, ...this.scaling() }),
    );
  }

  /** Operators know the default themselves. */
  private scaling(): Record<string, AttributeInput> {
    return this.scale === undefined ? {} : { scale: { kind: 'float', value: this.scale } };
  }

  /** Keys and values as [B, L, N, 2, H]. */
  private pack(at: (part: string) => string): string {
    this.nodes.push(
      makeNode('Reshape', [at('k'), 'pair'], [at('k_pair')]),
      makeNode('Reshape', [at('v'), 'pair'], [at('v_pair')]),
      makeNode('Concat', [at('k_pair'), at('v_pair')], [at('packed')], { axis: 3 }),
    );
    return at('packed');
  }
}
