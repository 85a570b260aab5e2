// The border between prompt and frame: shapes read across it, static lengths, names that are taken, shared tensors.

import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { makeFloatTensor, makeInt64Tensor, makeNode, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import { PromptSplitError } from '../errors.ts';
import type { Model, Node } from '../ir.ts';
import { denoiser, SIZES } from '../testing/denoiser.ts';
import { edit, replaceMaker } from '../testing/edit.ts';
import { numbers, runModel, type OrtTensors } from '../testing/ort.ts';
import { convertDenoiser } from './convertDenoiser.ts';

const names = (infos: readonly { readonly name: string }[]) => infos.map(({ name }) => name);

function states(tokens: number, batch = 1): ort.Tensor {
  const length = batch * tokens * SIZES.context;
  const data = Float32Array.from({ length }, (_, index) => Math.sin(index));
  return new ort.Tensor('float32', data, [batch, tokens, SIZES.context]);
}

const runPrompt = (model: Model, tokens: number, batch = 1) =>
  runModel(convertDenoiser(model).prompt, new Map([['encoder_hidden_states', states(tokens, batch)]]));

describe('the frame graph', () => {
  /** The picture is reshaped by a shape that is read off the prompt. */
  const reading = (attributes: Record<string, number>, ...rest: Node[]) =>
    replaceMaker(
      denoiser(),
      'between',
      [
        makeNode('Shape', ['encoder_hidden_states'], ['text_shape'], attributes),
        ...rest,
        makeNode('Concat', ['batch', 'rest'], ['target'], { axis: 0 }),
        makeNode('Add', ['sample', 'attn1/out'], ['sum']),
        makeNode('Reshape', ['sum', 'target'], ['between']),
      ],
      [
        makeInt64Tensor('rest', [2], [-1, SIZES.width]),
        makeInt64Tensor('zero', [1], [0]),
        makeInt64Tensor('two', [1], [2]),
      ],
    );
  const gather = makeNode('Gather', ['text_shape', 'zero'], ['batch']);
  const channels = [
    makeNode('Gather', ['text_shape', 'two'], ['channels']),
    makeNode('Div', ['channels', 'channels'], ['batch']),
  ];

  it.each<[string, Model]>([
    ['all of it', reading({}, gather)],
    ['its batch axis', reading({ start: 0, end: 1 }, makeNode('Identity', ['text_shape'], ['batch']))],
    ['its channels', reading({}, ...channels)],
  ])('reads the shape of the prompt off the keys: %s', async (_, model) => {
    const { prompt, frame } = convertDenoiser(model);
    expect(names(frame.graph.inputs)).not.toContain('encoder_hidden_states');
    // The op is left out: the shape feeds what stands before it.
    const head: Model = edit(frame, ({ nodes }) => ({
      nodes: nodes.filter(
        ({ outputs, domain }) =>
          domain === '' && !(outputs[0] ?? '').includes('attn2') && outputs[0] !== 'out_sample',
      ),
      outputs: [makeValueInfo('between', DataType.Float32, [1, 4, SIZES.width])],
      initializers: new Map([...frame.graph.initializers].filter(([name]) => !name.startsWith('attn2'))),
    }));
    const keys = await runModel(prompt, new Map([['encoder_hidden_states', states(3)]]));
    const sample = new ort.Tensor('float32', new Float32Array(4 * SIZES.width).fill(0.5), [
      1,
      4,
      SIZES.width,
    ]);
    const feeds: OrtTensors = new Map([['sample', sample]]);
    for (const { name } of frame.graph.inputs.slice(1))
      feeds.set(name, keys.get(name.replace(/^(positive|negative)_/, ''))!);
    const expected = await runModel(
      edit(model, ({ nodes }) => ({
        nodes: nodes.filter(({ outputs }) => !/attn2|out_sample/.test(outputs[0] ?? '')),
        outputs: head.graph.outputs,
      })),
      new Map([
        ['sample', sample],
        ['encoder_hidden_states', states(3)],
      ]),
    );
    expect(
      compareArrays(numbers((await runModel(head, feeds)).get('between')), numbers(expected.get('between'))),
    ).toBeUndefined();
  });
});

describe('the prompt graph', () => {
  it('reads the batch size off the prompt where the exporter read it off the picture', async () => {
    const model = replaceMaker(
      denoiser(),
      'attn2/k',
      [
        makeNode('Shape', ['between'], ['image_shape']),
        makeNode('Gather', ['image_shape', 'first'], ['batch']),
        makeNode('Concat', ['batch', 'rest'], ['target'], { axis: 0 }),
        makeNode('Reshape', ['encoder_hidden_states', 'target'], ['states']),
        makeNode('MatMul', ['states', 'attn2/k/weight'], ['attn2/k']),
      ],
      [makeInt64Tensor('first', [1], [0]), makeInt64Tensor('rest', [2], [-1, SIZES.context])],
    );
    const [actual, expected] = [await runPrompt(model, 5, 2), await runPrompt(denoiser(), 5, 2)];
    expect(compareArrays(numbers(actual.get('key_0')), numbers(expected.get('key_0')))).toBeUndefined();
    expect(actual.get('key_0')?.dims).toEqual([2, 5, SIZES.width]);
  });

  it('cannot depend on the size of the picture', () => {
    const model = replaceMaker(
      denoiser(),
      'attn2/k',
      [
        makeNode('Shape', ['sample'], ['image_shape']),
        makeNode('Gather', ['image_shape', 'second'], ['pixels_count']),
        makeNode('Cast', ['pixels_count'], ['pixels_float'], { to: DataType.Float32 }),
        makeNode('Mul', ['encoder_hidden_states', 'pixels_float'], ['states']),
        makeNode('MatMul', ['states', 'attn2/k/weight'], ['attn2/k']),
      ],
      [makeInt64Tensor('second', [1], [1])],
    );
    expect(() => convertDenoiser(model)).toThrow(PromptSplitError);
    expect(() => convertDenoiser(model)).toThrow('"image_shape" (Shape) reads "sample" for the prompt');
  });

  const fixed = (model: Model) =>
    edit(model, ({ inputs }) => ({
      inputs: [inputs[0]!, makeValueInfo('encoder_hidden_states', DataType.Float32, [1, 7, SIZES.context])],
    }));

  it('takes any number of tokens where a static export only projects them', async () => {
    expect((await runPrompt(fixed(denoiser()), 11)).get('value_0')?.dims).toEqual([1, 11, SIZES.width]);
  });

  it('keeps its number of tokens where a weight belongs to a position', () => {
    const positional = replaceMaker(
      fixed(denoiser()),
      'attn2/k',
      [
        makeNode('Add', ['encoder_hidden_states', 'positions'], ['placed']),
        makeNode('MatMul', ['placed', 'attn2/k/weight'], ['attn2/k']),
      ],
      [makeFloatTensor('positions', [7, SIZES.context], new Array<number>(7 * SIZES.context).fill(1))],
    );
    expect(convertDenoiser(positional).prompt.graph.inputs[0]?.dims).toEqual([1, 7, SIZES.context]);
  });

  it('gives way to no name of the exporter', async () => {
    const taken = edit(denoiser(), ({ nodes }) => ({
      nodes: nodes.flatMap((node) =>
        node.outputs[0] === 'attn2/k'
          ? [
              makeNode('Mul', ['encoder_hidden_states', 'factor'], ['key_0']),
              makeNode('MatMul', ['key_0', 'attn2/k/weight'], ['attn2/k']),
            ]
          : [node],
      ),
    }));
    const [halved, whole] = [await runPrompt(taken, 3), await runPrompt(denoiser(), 3)];
    const expected = numbers(whole.get('key_0')).map((value) => value / 2);
    expect(compareArrays(numbers(halved.get('key_0')), expected, { maxAbs: 1e-6 })).toBeUndefined();
  });

  it('hands out a tensor twice that is key and value', async () => {
    const shared = edit(denoiser(), ({ nodes }) => ({
      nodes: nodes.map((node) =>
        node.outputs[0] === 'attn2/v_split' ? { ...node, inputs: ['attn2/k', 'split'] } : node,
      ),
    }));
    const outputs = await runPrompt(shared, 3);
    expect(numbers(outputs.get('value_0'))).toEqual(numbers(outputs.get('key_0')));
  });
});
