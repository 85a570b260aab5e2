// Graphs as lines of text, so that a test of shape arithmetic reads like a program.

import { makeFloatTensor, makeGraph, makeInt64Tensor, makeModel, makeNode, makeValueInfo } from '../build.ts';
import type { AttributeInput } from '../build.ts';
import { DataType } from '../dataType.ts';
import type { Model, Node, Tensor } from '../ir.ts';

const LINE = /^(.*?) = ([\w:.]+)\((.*?)\)( \{.*\})?$/;

/**
 * A model with the float input `x` and the output `out`. A line is `a, b = Operator(x, c, [1, -1], 2) {"axis": 1}`:
 * numbers are int64 scalars or vectors, vectors with a decimal point are float; nothing at all is an omitted input.
 * The attribute `value` is a tensor of one int64.
 */
export function modelFromText(text: string): Model {
  const constants: Tensor[] = [];
  const nodes = text
    .trim()
    .split('\n')
    .map((line) => readLine(line.trim(), constants));
  const graph = makeGraph({
    nodes,
    inputs: [makeValueInfo('x', DataType.Float32)],
    outputs: [makeValueInfo('out', DataType.Float32)],
    initializers: constants,
  });
  return makeModel(graph);
}

function readLine(line: string, constants: Tensor[]): Node {
  const [, outputs = '', operator = '', operands = '', attributes = '{}'] = LINE.exec(line) ?? [];
  if (operator === '') throw new Error(`this is no node: ${line}`);
  const inputs = operands.split(/,(?![^[]*\])/).map((operand) => {
    const text = operand.trim();
    if (!/^[[\d-]/.test(text)) return text;
    const constant = readConstant(text, `constant_${constants.length}`);
    constants.push(constant);
    return constant.name;
  });
  const entries = Object.entries(JSON.parse(attributes) as Record<string, AttributeInput>);
  return makeNode(operator, inputs, outputs.split(', '), Object.fromEntries(entries.map(readAttribute)));
}

function readConstant(text: string, name: string): Tensor {
  const numbers = text.replaceAll(/[[\]]/g, '').split(',').map(Number);
  const dims = text.startsWith('[') ? [numbers.length] : [];
  return text.includes('.') ? makeFloatTensor(name, dims, numbers) : makeInt64Tensor(name, dims, numbers);
}

function readAttribute([name, value]: [string, AttributeInput]): [string, AttributeInput] {
  if (name !== 'value') return [name, value];
  return [name, { kind: 'tensor', value: makeInt64Tensor('', [1], [Number(value)]) }];
}
