// Plans of graphs made by hand: the shapes of graph that a denoiser really has, and the ones that must be refused.

import { describe, expect, it } from 'vitest';
import {
  makeFloatTensor,
  makeGraph,
  makeInt64Tensor,
  makeModel,
  makeNode,
  makeValueInfo,
  type GraphInput,
} from './build.ts';
import { DataType } from './dataType.ts';
import { InvalidGraphError, UnknownTensorTypeError, UnsupportedFeatureError } from './errors.ts';
import type { Model, Node } from './ir.ts';
import { partition } from './partition.ts';
import type { Plan } from './plan.ts';
import { readModel } from './proto/reader.ts';
import { fixtureBytes } from './testing/fixtures.ts';

const { Float32, Float16 } = DataType;
const isOp = (node: Node) => node.domain === 'test';
const value = (name: string) => makeValueInfo(name, Float32, ['n', 4]);

function planOf(graph: GraphInput, opsets = { '': 17, 'com.microsoft': 1, test: 1 }): Plan {
  return partition(makeModel(makeGraph(graph), opsets), isOp);
}

/** Steps in short: `segment(x -> a)`, `Op(a, k -> z)`. */
function outline(plan: Plan): string[] {
  return plan.steps.map((step) => {
    const name = step.kind === 'op' ? step.node.opType : 'segment';
    return `${name}(${step.inputs.join(', ')} -> ${step.outputs.join(', ')})`;
  });
}

/** Two guided attentions with a skip; keys and values are feeds that only ops read. */
const DENOISER: GraphInput = {
  nodes: [
    makeNode('MatMul', ['x', 'w0'], ['q0']),
    makeNode('test::Attention', ['q0', 'positive', 'negative'], ['z0']),
    makeNode('Add', ['z0', 'x'], ['h0']),
    makeNode('MatMul', ['h0', 'w1'], ['q1']),
    makeNode('test::Attention', ['q1', 'positive', 'negative'], ['z1']),
    makeNode('Add', ['z1', 'q0'], ['y']),
  ],
  inputs: ['x', 'positive', 'negative'].map(value),
  outputs: [value('y')],
  initializers: ['w0', 'w1'].map((name) => makeFloatTensor(name, [1], [1])),
  valueInfo: ['q0', 'z0', 'h0', 'q1', 'z1'].map(value),
};

describe('a denoiser', () => {
  const plan = planOf(DENOISER);

  it('becomes segments between ops, with feeds going straight to the ops', () => {
    expect(outline(plan)).toEqual([
      'segment(x -> q0)',
      'Attention(q0, positive, negative -> z0)',
      'segment(x, z0 -> q1)',
      'Attention(q1, positive, negative -> z1)',
      'segment(q0, z1 -> y)',
    ]);
  });

  it('frees each tensor after its last reader, and never a feed', () => {
    expect(plan.steps.map(({ frees }) => frees)).toEqual([[], [], ['z0'], ['q1'], ['q0', 'z1']]);
  });

  it('knows that the first segment does not depend on any prompt', () => {
    const all = ['x', 'positive', 'negative'];
    expect(plan.steps.map(({ dependsOn }) => [...dependsOn])).toEqual([
      ['x'],
      ...[1, 2, 3, 4].map(() => expect.arrayContaining(all) as string[]),
    ]);
  });

  it('gives segments the weights, operator sets and inner types that they use, no more', () => {
    const models = plan.steps.flatMap((step) => (step.kind === 'segment' ? [step.model] : []));
    expect(models.map(({ graph }) => [...graph.initializers.keys()])).toEqual([['w0'], ['w1'], []]);
    expect(models.map(({ graph }) => [...graph.valueInfo.keys()])).toEqual([[], ['h0'], []]);
    for (const model of models) expect([...model.opsets.keys()]).toEqual(['']);
  });

  it('keeps types with symbolic dimensions', () => {
    expect(plan.tensors.get('z0')).toEqual(value('z0'));
    expect(plan.inputs).toEqual(DENOISER.inputs);
    expect(plan.outputs).toEqual(DENOISER.outputs);
  });
});

describe('scheduling', () => {
  it('dispatches ready ops together, and an op that only needs feeds before any segment', () => {
    const plan = planOf({
      nodes: [
        makeNode('Neg', ['x'], ['a']),
        makeNode('test::Late', ['a'], ['b']),
        makeNode('test::Early', ['x', ''], ['c']),
        makeNode('test::Later', ['c'], ['d']),
        makeNode('Add', ['b', 'd'], ['y']),
      ],
      inputs: [value('x')],
      outputs: [value('y')],
      valueInfo: ['b', 'c', 'd'].map(value),
    });
    expect(outline(plan)).toEqual([
      'Early(x,  -> c)',
      'Later(c -> d)',
      'segment(x -> a)',
      'Late(a -> b)',
      'segment(b, d -> y)',
    ]);
  });

  it('copies constant expressions into the segments that use them', () => {
    const plan = planOf({
      nodes: [
        makeNode('Constant', [], ['four'], { value_int: 4 }),
        makeNode('Unsqueeze', ['four', 'axis'], ['shape']),
        makeNode('Reshape', ['x', 'shape'], ['a']),
        makeNode('test::Op', ['a'], ['b']),
        makeNode('Reshape', ['b', 'shape'], ['y']),
      ],
      inputs: [value('x')],
      outputs: [value('y')],
      initializers: [makeInt64Tensor('axis', [1], [0])],
      valueInfo: [value('b')],
    });
    expect(outline(plan)).toEqual(['segment(x -> a)', 'Op(a -> b)', 'segment(b -> y)']);
    for (const step of plan.steps) {
      if (step.kind === 'op') continue;
      expect(step.model.graph.nodes.map(({ opType }) => opType)).toEqual(['Unsqueeze', 'Reshape']);
      expect([...step.model.graph.initializers.keys()]).toEqual(['axis', 'four']);
    }
  });

  it('does not copy what is random', () => {
    const plan = planOf({
      nodes: [
        makeNode('RandomNormal', [], ['noise'], { shape: [4] }),
        makeNode('Add', ['x', 'noise'], ['a']),
        makeNode('test::Op', ['a'], ['b']),
        makeNode('Sub', ['b', 'noise'], ['y']),
      ],
      inputs: [value('x')],
      outputs: [value('y')],
      valueInfo: [value('b')],
    });
    expect(outline(plan)[0]).toBe('segment(x -> noise, a)');
  });

  it('leaves a model without ops in one piece, and drops what is dead', () => {
    const plan = partition(readModel(fixtureBytes('branches.onnx')), () => false);
    expect(outline(plan)).toEqual(['segment(x, flag -> y)']);
  });
});

describe('constants and endpoints', () => {
  it('hands initializers that an op reads, or that are outputs, to the runner', () => {
    const plan = planOf({
      nodes: [makeNode('test::Op', ['x', 'w'], ['y'])],
      inputs: [value('x')],
      outputs: [value('y'), value('x'), makeValueInfo('v', Float32, [1])],
      initializers: ['w', 'v', 'unused'].map((name) => makeFloatTensor(name, [1], [1])),
    });
    expect(outline(plan)).toEqual(['Op(x, w -> y)']);
    expect([...plan.constants.keys()]).toEqual(['w', 'v']);
    expect(plan.steps[0]?.frees).toEqual([]);
  });

  it('treats an input with an initializer as a constant, as old exporters mean it', () => {
    const plan = planOf({
      nodes: [makeNode('Add', ['x', 'w'], ['y'])],
      inputs: [value('x'), value('w'), value('unused')],
      outputs: [value('y')],
      initializers: ['w', 'unused'].map((name) => makeFloatTensor(name, [1], [1])),
    });
    expect(plan.inputs.map(({ name }) => name)).toEqual(['x']);
    expect(outline(plan)).toEqual(['segment(x -> y)']);
  });

  it('frees an op result that nobody reads', () => {
    const plan = planOf({
      nodes: [makeNode('test::Op', ['x'], ['y', 'spare'])],
      inputs: [value('x')],
      outputs: [value('y')],
    });
    expect(plan.steps[0]?.frees).toEqual(['spare']);
  });
});

describe('types of crossing tensors', () => {
  const chain = (valueInfo: GraphInput['valueInfo'] = []): GraphInput => ({
    nodes: [
      makeNode('Cast', ['x'], ['half'], { to: Float16 }),
      makeNode('Mul', ['half', 'half'], ['a']),
      makeNode('test::Op', ['a'], ['b']),
      makeNode('Neg', ['b'], ['y']),
    ],
    inputs: [value('x')],
    outputs: [value('y')],
    valueInfo,
  });

  it('are inferred through stock operators, without a shape', () => {
    const plan = planOf(chain([value('b')]));
    expect(plan.tensors.get('a')).toEqual({ name: 'a', elementType: Float16 });
  });

  it('are demanded for what a custom op makes', () => {
    expect(() => planOf(chain())).toThrow(UnknownTensorTypeError);
    expect(() => planOf(chain())).toThrow('element type of "b", made by node "b" (Op)');
  });
});

describe('refusals', () => {
  it('a custom op in a branch', () => {
    const body = makeGraph({
      nodes: [makeNode('test::Op', ['x'], ['r'], {}, 'hidden')],
      inputs: [],
      outputs: [value('r')],
    });
    const graph: GraphInput = {
      nodes: [makeNode('If', ['x'], ['y'], { then_branch: { kind: 'graph', value: body } })],
      inputs: [value('x')],
      outputs: [value('y')],
    };
    expect(() => planOf(graph)).toThrow(UnsupportedFeatureError);
    expect(() => planOf(graph)).toThrow('"hidden"');
  });

  it('a custom op in a local function', () => {
    const model = readModel(fixtureBytes('attributes.onnx'));
    expect(() => partition(model, ({ opType }) => opType === 'Add')).toThrow(UnsupportedFeatureError);
  });

  it('a cycle, and a tensor that nothing makes', () => {
    const model = (inputs: string[]): Model =>
      makeModel(
        makeGraph({ nodes: [makeNode('Add', inputs, ['y'])], inputs: [value('x')], outputs: [value('y')] }),
      );
    expect(() => partition(model(['x', 'y']), isOp)).toThrow(InvalidGraphError);
    expect(() => partition(model(['x', 'ghost']), isOp)).toThrow(InvalidGraphError);
  });
});
