// Shapes that graphs compute while they run, followed from the feeds through chains of nodes as exporters write them.

import { expect, it } from 'vitest';
import { modelCost } from '../cost/modelCost.ts';
import { modelFromText } from '../testing/graphText.ts';

it.each<[string, string, number[]]>([
  [
    'rows of a batch, reshaped',
    `shape = Shape(x)
     batch = Gather(shape, 0)
     tokens = Gather(shape, 1)
     rows = Mul(batch, tokens)
     vector = Unsqueeze(rows, [0])
     target = Concat(vector, [2, -1]) {"axis": 0}
     out = Reshape(x, target)`,
    [12, 2, 4],
  ],
  [
    'a slice backwards',
    `shape = Shape(x)
     reversed = Slice(shape, [-1], [-9], [0], [-1])
     out = Reshape(x, reversed)`,
    [8, 6, 2],
  ],
  ['a slice of the last axes of Shape', 'end = Shape(x) {"start": 1}\nout = ConstantOfShape(end)', [6, 8]],
  [
    'Where keeps -1 out of Expand',
    `ones = ConstantOfShape([4]) {"value": 1}
     unset = Mul(ones, -1)
     isUnset = Equal([5, -1, -1, 8], unset)
     target = Where(isUnset, ones, [5, -1, -1, 8])
     out = Expand(x, target)`,
    [5, 2, 6, 8],
  ],
  [
    'a range over a quarter of the tokens, rounded down',
    `shape = Shape(x)
     tokens = Gather(shape, 1)
     quarter = Div(tokens, 4)
     indices = Range(0, quarter, 1)
     out = Gather(x, indices) {"axis": 1}`,
    [2, 1, 8],
  ],
  [
    'pads turned around, as torch writes them',
    `zeros = ConstantOfShape([4]) {"value": 0}
     all = Concat([0, 3], zeros) {"axis": 0}
     pairs = Reshape(all, [-1, 2])
     turned = Slice(pairs, [-1], [-9], [0], [-1])
     columns = Transpose(turned) {"perm": [1, 0]}
     lengths = Reshape(columns, [-1])
     out = Pad(x, lengths)`,
    [2, 6, 11],
  ],
  ['unequal parts', 'a, out = Split(x, [2, 4]) {"axis": 1}', [2, 4, 8]],
  ['parts of which the last is shorter', 'a, out = Split(x) {"axis": -1, "num_outputs": 3}', [2, 6, 4]],
  ['cut on two axes', 'out = Slice(x, [1, -3], [9, -1], [1, 2])', [2, 5, 2]],
  ['every third', 'out = Slice(x, [0], [8], [2], [3])', [2, 6, 3]],
  [
    'twice the size',
    'picture = Unsqueeze(x, [0])\nout = Resize(picture, , [1.0, 1.0, 2.0, 2.5])',
    [1, 2, 12, 20],
  ],
  [
    'a size that is told',
    'picture = Unsqueeze(x, [0])\nout = Resize(picture, , , [1, 2, 3, 4])',
    [1, 2, 3, 4],
  ],
  [
    'channels to pixels',
    `picture = Reshape(x, [1, 8, 3, 4])
     out = DepthToSpace(picture) {"blocksize": 2}`,
    [1, 2, 6, 8],
  ],
  [
    'reduced, squeezed, repeated',
    `mean = ReduceMean(x) {"axes": [-1]}
     flat = Squeeze(mean, [-1])
     out = Tile(flat, [1, 3])`,
    [2, 18],
  ],
  ['reduced away', 'out = ReduceSum(x, [0, 1]) {"keepdims": 0}', [8]],
  ['the largest of each row', 'out = ArgMax(x) {"axis": 1, "keepdims": 0}', [2, 8]],
  ['flattened', 'out = Flatten(x) {"axis": 2}', [12, 8]],
  ['the batch copied by Reshape', 'out = Reshape(x, [0, -1, 2, 4])', [2, 6, 2, 4]],
  ['a sum over broadcast axes', 'row = ConstantOfShape([6, 1])\nout = Add(row, x)', [2, 6, 8]],
])('%s', (_, text, shape) => {
  const cost = modelCost(modelFromText(text), new Map([['x', [2, 6, 8]]]));
  expect(cost.outputs.get('out')).toEqual(shape);
});
