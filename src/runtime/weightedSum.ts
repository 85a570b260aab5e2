// weight_0 * term_0 + weight_1 * term_1 + ... on whichever device holds the terms: a sampler's step, and CFG in latent space.

import {
  DataType,
  makeGraph,
  makeInt64Tensor,
  makeModel,
  makeNode,
  makeValueInfo,
  type Model,
  type Node,
} from '../onnx/index.ts';
import { Tensor } from './ort.ts';
import type { Precision } from './buildRunner.ts';
import { CustomOpSession, type SessionOptions } from './session.ts';

/** A tensor [B, C, H, W] of either float type, and how much of it the sum takes. */
export interface Term {
  readonly tensor: Tensor;
  readonly weight: number;
}

const TYPES = { float32: DataType.Float32, float16: DataType.Float16 } as const;
const SHAPE = ['batch', 'term_channels', 'height', 'width'];

export class WeightedSum {
  readonly #place: Pick<SessionOptions, 'provider' | 'gpu'>;
  /** By the types that go in and come out; a sampler has two or three of them. */
  readonly #sessions = new Map<string, Promise<CustomOpSession>>();

  constructor(place: Pick<SessionOptions, 'provider' | 'gpu'>) {
    this.#place = place;
  }

  /**
   * Summed in float32. Of a term with more than `channels` channels only the first count: networks that predict a
   * variance as well put it behind the noise.
   * @returns [B, channels, H, W] where the terms are; the caller disposes it
   */
  async run(terms: readonly Term[], channels: number, type: Precision): Promise<Tensor> {
    const kinds = terms.map(({ tensor }) => `${tensor.type}${tensor.dims[1] === channels ? '' : ' cut'}`);
    const key = [...kinds, channels, type].join(', ');
    const session = await this.#session(key, () => weightedSumModel(terms, channels, type));
    const feeds: Record<string, Tensor> = {};
    terms.forEach(({ tensor, weight }, i) => {
      feeds[`term_${i}`] = tensor;
      feeds[`weight_${i}`] = new Tensor('float32', Float32Array.of(weight), [1]);
    });
    const { sum } = await session.run(feeds);
    return sum!;
  }

  async release(): Promise<void> {
    for (const session of this.#sessions.values()) await (await session).release();
    this.#sessions.clear();
  }

  #session(key: string, model: () => Model): Promise<CustomOpSession> {
    const known = this.#sessions.get(key);
    if (known) return known;
    const precision = key.includes('float16') ? 'float16' : 'float32';
    const options = { ...this.#place, label: `the sum of ${key}`, precision } as const;
    const session = CustomOpSession.create(model(), options);
    this.#sessions.set(key, session);
    return session;
  }
}

function weightedSumModel(terms: readonly Term[], channels: number, type: Precision): Model {
  const nodes: Node[] = [];
  const weighted = terms.map(({ tensor }, i) => {
    let name = `term_${i}`;
    const add = (op: string, inputs: readonly string[], attributes = {}) => {
      const output = `${name}_${op.toLowerCase()}`;
      nodes.push(makeNode(op, inputs, [output], attributes));
      name = output;
    };
    if (tensor.dims[1] !== channels) add('Slice', [name, 'first', 'end', 'channel_axis']);
    if (tensor.type === 'float16') add('Cast', [name], { to: BigInt(DataType.Float32) });
    add('Mul', [name, `weight_${i}`]);
    return name;
  });
  const total = weighted.reduce((left, right) => {
    nodes.push(makeNode('Add', [left, right], [`${right}_added`]));
    return `${right}_added`;
  });
  nodes.push(makeNode('Cast', [total], ['sum'], { to: BigInt(TYPES[type]) }));
  return makeModel(
    makeGraph({
      name: 'weighted sum',
      nodes,
      inputs: terms.flatMap(({ tensor }, i) => [
        makeValueInfo(`term_${i}`, TYPES[tensor.type as Precision], SHAPE),
        makeValueInfo(`weight_${i}`, DataType.Float32, [1]),
      ]),
      outputs: [makeValueInfo('sum', TYPES[type], ['batch', channels, 'height', 'width'])],
      initializers: [
        makeInt64Tensor('first', [1], [0]),
        makeInt64Tensor('end', [1], [channels]),
        makeInt64Tensor('channel_axis', [1], [1]),
      ],
    }),
  );
}
