// The shipped model against torch: the stock-operator twin on wasm, and the WGSL path in float32 and float16, guidance on and off.

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readModelFile } from '../../../scripts/node/readModelFile.ts';
import { compareArrays } from '../../lib/compare.ts';
import { float16ToFloat32 } from '../../lib/float16.ts';
import { floatTensor, GpuRuntime, type Precision, type Tensor } from '../../runtime/index.ts';
import { installNodeHost } from '../../runtime/nodeHost.ts';
import { loadEmbedded, type LoadedModel } from './loadEmbedded.ts';
import type { EmbeddedNetwork } from './loadNetwork.ts';
import { MODELS } from '../../models/index.ts';

installNodeHost();

interface GoldenCase {
  readonly positive: string;
  readonly negative: string;
  readonly scale: number;
  readonly latent: readonly number[];
  /** torch's picture, float32, [1, 3, H, W], as `read` says. */
  readonly image: string;
}

interface Golden {
  /** What one step of the pictures' int16 numbers is. */
  readonly imageStep: number;
  readonly cases: readonly GoldenCase[];
}

const BACKENDS = [
  { name: 'stock operators on wasm', backend: 'wasm', precision: 'float32', maxAbs: 1e-3 },
  { name: 'WGSL float32, ONNX Runtime on wasm', backend: 'hybrid', precision: 'float32', maxAbs: 1e-3 },
  { name: 'WGSL float32', backend: 'webgpu', precision: 'float32', maxAbs: 1e-3 },
  { name: 'WGSL float16', backend: 'webgpu', precision: 'float16', maxAbs: 2e-2 },
] as const;

const gpu = await GpuRuntime.open();

const embedded = Object.values(MODELS).filter((spec) => spec.kind === 'embedded');
describe.each(embedded)('model $id', (spec) => {
  describe.each(BACKENDS)('$name', ({ backend, precision, maxAbs }) => {
    let model: LoadedModel;

    beforeAll(async () => {
      model = await loadEmbedded(
        spec,
        readModelFile,
        { backend, gpu: backend === 'wasm' ? undefined : gpu, precision },
        () => {},
      );
    });
    afterAll(() => model.release());

    test.each(spec.checkpoints)(
      `$id draws torch's pictures within ${maxAbs} of their range`,
      async ({ id }) => {
        const { imageStep, cases } = await readGolden(`${spec.id}-${id}`);
        expect(cases.length).toBeGreaterThan(2);
        const network = await model.networkOf(id);
        for (const one of cases) {
          const actual = await draw(network, one, precision);
          const expected = decode(one.image, imageStep);
          // Guidance that a checkpoint was not trained for leaves [-1, 1], up to threefold: a rounding grows with what it rounds.
          const range = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
          expect(compareArrays(actual, expected, { maxAbs: maxAbs * range })).toBeUndefined();
        }
      },
    );
  });
});

async function readGolden(name: string): Promise<Golden> {
  const text = await readFile(new URL(`../../../e2e/golden/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Golden;
}

/** Base64 of little-endian int16 numbers. */
function decode(image: string, step: number): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(image, 'base64'));
  return Float32Array.from(new Int16Array(bytes.buffer), (value) => value * step);
}

async function draw(network: EmbeddedNetwork, one: GoldenCase, precision: Precision): Promise<Float32Array> {
  const feeds: Record<string, Tensor> = {
    latent: floatTensor('float32', Float32Array.from(one.latent), [1, one.latent.length]),
  };
  for (const branch of ['positive', 'negative'] as const) {
    const { states } = await network.prompts.get(one[branch]);
    for (const [name, tensor] of Object.entries(states.tensors)) feeds[`${branch}_${name}`] = tensor;
  }
  if (network.frame.inputNames.includes('guidance_scale')) {
    feeds.guidance_scale = floatTensor(precision, Float32Array.of(one.scale), [1]);
  }
  const { image } = await network.frame.run(feeds, { frame: { mode: 'nasa', scale: one.scale } });
  const data = await image!.getData();
  image?.dispose();
  return precision === 'float32' ? (data as Float32Array) : float16ToFloat32(data as Uint16Array);
}
