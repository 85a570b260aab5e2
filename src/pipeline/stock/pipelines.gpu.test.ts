// Whole stock pipelines, from prompt to picture, against diffusers: every backend, every case of every golden.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalFolder } from '../../../scripts/node/localFolder.ts';
import { compareArrays } from '../../lib/compare.ts';
import { float16ToFloat32 } from '../../lib/float16.ts';
import { MODELS } from '../../models/index.ts';
import { GpuRuntime, type Tensor } from '../../runtime/index.ts';
import { installNodeHost } from '../../runtime/nodeHost.ts';
import { promptsOf } from '../promptsOf.ts';
import { guidanceOf } from '../guide.ts';
import type { PictureModel } from '../pictureModel.ts';
import { FolderFiles } from './folderFiles.ts';
import { identifyFolder } from './identifyFolder.ts';
import { openStockModel } from './stockModel.ts';
import { pipelineGolden, pipelineNames, type GoldenCase, type PipelineGolden } from './testing/goldens.ts';

installNodeHost();
const gpu = await GpuRuntime.open();
const signal = new AbortController().signal;
const FACTS = { id: 'local', name: 'Local', summary: '', licence: undefined };

const PLACES = [
  { name: 'stock operators on wasm', backend: 'wasm', precision: 'float32' },
  { name: 'WGSL float32, ONNX Runtime on wasm', backend: 'hybrid', precision: 'float32' },
  { name: 'WGSL float32', backend: 'webgpu', precision: 'float32' },
  { name: 'WGSL float16', backend: 'webgpu', precision: 'float16' },
] as const;

/** Files in float16 hold rounded constants as well as weights (steps of the timestep embedding among them). */
function tolerance(image: Float32Array, isFloat16: boolean): number {
  const range = Math.max(...image) - Math.min(...image);
  return isFloat16 ? 2e-2 * range : 2e-4;
}

async function numbers(tensor: Tensor): Promise<Float32Array> {
  const data = (await tensor.getData()) as Float32Array | Uint16Array;
  return tensor.type === 'float16' ? float16ToFloat32(data as Uint16Array) : (data as Float32Array);
}

test('there is a pipeline of every family', () => {
  expect(pipelineNames).toEqual(['tiny-pixart', 'tiny-sd-turbo', 'tiny-sd15-lcm', 'tiny-sdxl-turbo']);
});

describe.each(pipelineNames)('%s', (name) => {
  const golden = pipelineGolden(name);

  describe.each(PLACES)('$name', ({ backend, precision }) => {
    let model: PictureModel;

    beforeAll(async () => {
      const place = { backend, precision, gpu: backend === 'wasm' ? undefined : gpu };
      const folder = await FolderFiles.open(await openLocalFolder(golden.folder), () => {});
      const { pipeline, notices } = await identifyFolder(folder);
      expect(notices).toEqual([]);
      model = await openStockModel({ ...FACTS, ...pipeline }, folder, place, async () => {});
    });
    afterAll(() => model.release());

    test.each(golden.cases)('draws $name as diffusers does', async (one) => {
      await expectGolden(model, golden, one, precision === 'float16');
    });

    test('draws pictures without a pane just so, before the panes do and after them', async () => {
      const one = golden.cases.find(({ mode }) => mode === 'cfg') ?? golden.cases[0]!;
      for (const drawer of ['aside', 'panes', 'aside'] as const)
        await expectGolden(model, golden, one, precision === 'float16', drawer);
    });
  });
});

const stock = Object.values(MODELS).filter((spec) => spec.kind === 'stock');
test.each(stock)('the registry says of $id what draws its golden', async (spec) => {
  const golden = pipelineGolden(spec.golden);
  const folder = await FolderFiles.open(await openLocalFolder(golden.folder), () => {});
  const { imageSize } = (await identifyFolder(folder)).pipeline;
  const place = { backend: 'hybrid', precision: 'float32', gpu } as const;
  const model = await openStockModel({ ...spec, imageSize }, folder, place, async () => {});
  const guided = golden.cases.filter(({ mode, scale }) => mode === 'nasa' && scale === 1);
  expect(guided.length).toBeGreaterThan(0);
  for (const one of guided) await expectGolden(model, golden, one, false);
  await model.release();
});

async function expectGolden(
  model: PictureModel,
  golden: PipelineGolden,
  one: GoldenCase,
  isFloat16: boolean,
  by: 'panes' | 'aside' = 'panes',
): Promise<void> {
  const { mode, scale, seed, steps, prompt } = one;
  const negativePrompt = one.negative ?? '';
  const drawer = (await model.network())[by];
  const { states: prompts } = await promptsOf(drawer, { positive: prompt, negative: negativePrompt });
  const guidance = guidanceOf({ mode }, { scale }, model.facts.family, prompts);
  const { picture } = await drawer.draw(guidance, prompts, { seed, steps }, signal);
  const expected = golden.tensor(one.tensors.image);
  const maxAbs = tolerance(expected, isFloat16 || golden.weights === 'float16');
  expect(compareArrays(await numbers(picture.positive), expected, { maxAbs }), one.name).toBeUndefined();
  drawer.freeRetired();
}
