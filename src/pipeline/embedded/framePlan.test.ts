// The shipped frame graph, cut as the engine cuts it: what the panes can share.

import { expect, test } from 'vitest';
import { readModelFile } from '../../../scripts/node/readModelFile.ts';
import { DEFAULT_MODEL, MODELS } from '../../models/index.ts';
import { partition, readModel, removeFloat16Casts } from '../../onnx/index.ts';

test('in float32, nothing before the first attention depends on a prompt', async () => {
  const {
    folder,
    checkpoints: [checkpoint],
  } = MODELS[DEFAULT_MODEL];
  const [file, weights] = await Promise.all(
    ['frame.onnx', 'generator.weights'].map((name) =>
      readModelFile(`${folder}/${checkpoint.id}/${name}`, () => {}),
    ),
  );
  const model = readModel(file!, new Map([['generator.weights', weights!]]));
  const { steps } = partition(removeFloat16Casts(model), ({ domain }) => domain === 'steeraway');
  const firstOp = steps.findIndex(({ kind }) => kind === 'op');
  expect(firstOp).toBe(1);
  expect([...steps[0]!.dependsOn]).toEqual(['latent']);
});
