// A picked folder keeps its paths; loose files have only their names.

import { expect, it } from 'vitest';
import { pickedFiles } from './pickedFiles.ts';

it('pickedFiles prefers the path below the picked folder', () => {
  const loose = Object.assign(new File([], 'a.onnx'), { webkitRelativePath: '' });
  const inFolder = Object.assign(new File([], 'b.onnx'), { webkitRelativePath: 'top/b.onnx' });
  expect(pickedFiles([loose, inFolder]).map((file) => file.path)).toEqual(['a.onnx', 'top/b.onnx']);
});
