// What a weight does to a picture: in the negative it multiplies the scale, for that word; at 0 the word is not there.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readModelFile } from '../../../scripts/node/readModelFile.ts';
import { compareArrays } from '../../lib/compare.ts';
import { DEFAULT_MODEL, MODELS } from '../../models/index.ts';
import { GpuRuntime } from '../../runtime/index.ts';
import { installNodeHost } from '../../runtime/nodeHost.ts';
import type { PictureModel } from '../pictureModel.ts';
import { promptsOf } from '../promptsOf.ts';
import { openEmbeddedModel } from './embeddedModel.ts';

installNodeHost();
const gpu = await GpuRuntime.open();

/** What float32 leaves of `s * (2 * z)` against `(2 * s) * z` after the whole network. */
const SAME = { maxAbs: 1e-4 };

describe.each(['wasm', 'hybrid'] as const)('on %s', (backend) => {
  let model: PictureModel;

  beforeAll(async () => {
    const place = { backend, precision: 'float32', gpu: backend === 'wasm' ? undefined : gpu } as const;
    model = await openEmbeddedModel(
      MODELS[DEFAULT_MODEL],
      readModelFile,
      place,
      async () => {},
      () => {},
    );
  });
  afterAll(() => model.release());

  async function draw(negative: string, scale: number, positive = 'strawberry'): Promise<Float32Array> {
    const { panes } = await model.network();
    const { states } = await promptsOf(panes, { positive, negative });
    const signal = new AbortController().signal;
    const { picture } = await panes.draw({ mode: 'nasa', scale }, states, { seed: 10 }, signal);
    return Float32Array.from((await picture.positive.getData()) as Float32Array);
  }

  test('(x:2) takes away as much as x at twice the scale, and more than x', async () => {
    const twice = await draw('(blurry:2)', 0.4);
    expect(compareArrays(twice, await draw('blurry', 0.8), SAME)).toBeUndefined();
    expect(compareArrays(twice, await draw('blurry', 0.4), { maxAbs: 0.05 })).toBeDefined();
  });

  test('(x:0.5) takes away half', async () => {
    expect(compareArrays(await draw('(blurry:0.5)', 1), await draw('blurry', 0.5), SAME)).toBeUndefined();
  });

  test('(x:0) is a prompt without x, in both prompts', async () => {
    const without = await draw('blurry', 0.8);
    expect(compareArrays(await draw('(cat:0) blurry', 0.8), without, { maxAbs: 0 })).toBeUndefined();
    const positive = await draw('blurry', 0.8, 'strawberry (hat:0)');
    expect(compareArrays(positive, without, { maxAbs: 0 })).toBeUndefined();
  });

  test('a weight is of its own word only', async () => {
    const one = await draw('(dark:1.5), blurry', 0.8);
    expect(compareArrays(one, await draw('dark, blurry', 0.8), { maxAbs: 0.01 })).toBeDefined();
    expect(compareArrays(one, await draw('(dark, blurry:1.5)', 0.8), { maxAbs: 0.01 })).toBeDefined();
  });
});
