// The text half of our dual encoder: a caption -> an embedding that pictures' embeddings are compared with.

import { TextEncoder as MiniLm } from '../../src/pipeline/embedded/text/textEncoder.ts';
import { promptTokens, type Tokenize } from '../../src/pipeline/embedded/text/promptTokens.ts';
import { createTokenizer } from '../../src/pipeline/embedded/text/tokenizer.ts';
import type { EmbeddedModelSpec } from '../../src/models/index.ts';
import { CustomOpSession, floatTensor } from '../../src/runtime/index.ts';
import { readModelFile } from '../../scripts/node/readModelFile.ts';
import { readJudgeFile } from './files.ts';

export class CaptionEncoder {
  readonly #known = new Map<string, Float32Array>();

  private constructor(
    readonly spec: EmbeddedModelSpec['text'],
    readonly tokenize: Tokenize,
    readonly miniLm: MiniLm,
    /** pooled [1, 384] -> embedding [1, 96] */
    readonly tower: CustomOpSession,
  ) {}

  /** MiniLM is the model's own: the dual encoder was trained on the same states. @throws JudgeFileError */
  static async load({ folder, text }: EmbeddedModelSpec): Promise<CaptionEncoder> {
    const read = (name: string) => readModelFile(`${folder}/${name}`, () => {});
    const decode = async (name: string) => new TextDecoder().decode(await read(name));
    const tokenize = createTokenizer(await decode('tokenizer.json'), await decode('tokenizer_config.json'));
    const tower = await CustomOpSession.create(await readJudgeFile('caption.onnx'), {
      label: 'caption.onnx',
      provider: 'wasm',
    });
    return new CaptionEncoder(
      text,
      tokenize,
      await MiniLm.create(await read('text_encoder.onnx'), text),
      tower,
    );
  }

  /** Of length 1. An empty caption has none. @throws RangeError */
  async embed(caption: string): Promise<Float32Array> {
    const known = this.#known.get(caption);
    if (known) return known;
    const { phrases } = promptTokens(caption, this.tokenize, this.spec.tokenLimit);
    if (phrases.length === 0) throw new RangeError('An empty caption says nothing to compare with.');
    const pooled = meanRow(await this.miniLm.encode(phrases), this.spec.width);
    const outputs = await this.tower.run({ pooled: floatTensor('float32', pooled, [1, this.spec.width]) });
    const embedding = outputs.embedding?.data as Float32Array;
    this.#known.set(caption, embedding);
    return embedding;
  }

  async embedAll(captions: readonly string[]): Promise<Float32Array[]> {
    const embeddings: Float32Array[] = [];
    for (const caption of captions) embeddings.push(await this.embed(caption));
    return embeddings;
  }
}

/** [T, width] row major -> the mean of its rows. */
export function meanRow(states: Float32Array, width: number): Float32Array {
  const rows = states.length / width;
  const mean = new Float32Array(width);
  for (let i = 0; i < states.length; i++) mean[i % width]! += states[i]! / rows;
  return mean;
}
