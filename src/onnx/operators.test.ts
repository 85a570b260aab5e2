// Unknown operators must be named before any session is made.

import { describe, expect, it } from 'vitest';
import { makeGraph, makeModel, makeNode, makeValueInfo } from './build.ts';
import { DataType } from './dataType.ts';
import { UnknownOperatorError } from './errors.ts';
import type { Model, Node } from './ir.ts';
import { checkOperators } from './operators.ts';
import { readModel } from './proto/reader.ts';
import { fixtureBytes } from './testing/fixtures.ts';

const NASA = { domain: 'steeraway', opType: 'NasaCrossAttention' };

function modelOf(...nodes: Node[]): Model {
  return makeModel(makeGraph({ nodes, inputs: [], outputs: [makeValueInfo('y', DataType.Float32)] }));
}

describe('checkOperators', () => {
  it('accepts the domains that ORT ships and the registered custom ops', () => {
    const stock = ['Add', 'com.microsoft::FastGelu', 'ai.onnx.ml::Scaler'].map((type) =>
      makeNode(type, [], ['y']),
    );
    expect(() => {
      checkOperators(modelOf(...stock, makeNode('steeraway::NasaCrossAttention', [], ['z'])), [NASA]);
    }).not.toThrow();
  });

  it('names node, domain and op type of the first stranger', () => {
    const model = modelOf(makeNode('acme::Blur', ['x'], ['y'], {}, 'blur_7'));
    const check = () => {
      checkOperators(model, [NASA]);
    };
    expect(check).toThrow(UnknownOperatorError);
    expect(check).toThrow('Node "blur_7" needs the operator acme::Blur');
  });

  it('does not take another op of a registered domain for granted', () => {
    expect(() => {
      checkOperators(modelOf(makeNode('steeraway::Other', [], ['y'])), [NASA]);
    }).toThrow(UnknownOperatorError);
  });

  it('looks into subgraphs', () => {
    const inner = makeGraph({ nodes: [makeNode('acme::Deep', [], ['y'])], inputs: [], outputs: [] });
    const model = modelOf(makeNode('If', ['c'], ['y'], { then_branch: { kind: 'graph', value: inner } }));
    expect(() => {
      checkOperators(model, []);
    }).toThrow('acme::Deep');
  });

  it('knows local functions, but not the other strangers beside them', () => {
    const model = readModel(fixtureBytes('attributes.onnx'));
    expect(() => {
      checkOperators(model, [{ domain: 'test.kinds', opType: 'AllKinds' }]);
    }).not.toThrow();
    expect(() => {
      checkOperators(model, []);
    }).toThrow('test.kinds::AllKinds');
  });
});
