// The cross-attentions of the embedded model, seen by running one frame of it: its files are the only source.

import { DEFAULT_MODEL, MODELS } from '../../src/models/index.ts';
import {
  copyToGpu,
  CustomOpSession,
  floatTensor,
  nasaCrossAttention,
  type GpuRuntime,
  type Tensor,
} from '../../src/runtime/index.ts';
import { WEIGHTS } from '../../src/pipeline/embedded/loadNetwork.ts';
import { readModelFile } from '../../scripts/node/readModelFile.ts';
import { intAttribute, type ValueInfo } from '../../src/onnx/index.ts';
import type { CustomOp } from '../../src/runtime/ops/types.ts';
import type { AttentionShape } from './shapes.ts';

const SPEC = MODELS[DEFAULT_MODEL];

/** With prompts as long as the model takes them, on both sides. Equal layers are one shape. */
export async function embeddedShapes(gpu: GpuRuntime): Promise<AttentionShape[]> {
  const seen: Omit<AttentionShape, 'layers'>[] = [];
  const session = await CustomOpSession.create(await read('frame.onnx'), {
    label: 'the embedded model',
    provider: 'webgpu',
    gpu,
    ops: [recording(seen)],
    externalData: new Map([[WEIGHTS, await read(WEIGHTS)]]),
  });
  const feeds = Object.fromEntries(session.inputMetadata.map((info) => [info.name, feedFor(info, gpu)]));
  const outputs = await session.run(feeds, { frame: { mode: 'nasa', scale: 1 } });
  for (const tensor of [...Object.values(outputs), ...Object.values(feeds)]) tensor.dispose();
  await session.release();
  return countEqual(seen);
}

/** The op as it is; it notes what shapes reach it. */
function recording(seen: Omit<AttentionShape, 'layers'>[]): CustomOp {
  return {
    ...nasaCrossAttention,
    prepare(node, inputs, profile, mode) {
      const [query, positiveKey, , negativeKey] = inputs.map((tensor) => tensor?.dims ?? []);
      const [, queries = NaN, channels = NaN] = query ?? [];
      const heads = intAttribute(node, 'num_heads', 1);
      const side = Math.sqrt(queries);
      seen.push({
        name: `emoji-${side}x${side}`,
        model: SPEC.name,
        queries,
        heads,
        headSize: channels / heads,
        positiveKeys: positiveKey?.[1] ?? 0,
        negativeKeys: negativeKey?.[1] ?? 0,
      });
      return nasaCrossAttention.prepare(node, inputs, profile, mode);
    },
  };
}

/** Free dimensions are prompt lengths. */
function feedFor({ dims = [] }: ValueInfo, gpu: GpuRuntime): Tensor {
  const sizes = dims.map((dim) => (typeof dim === 'number' ? dim : SPEC.text.tokenLimit));
  const length = sizes.reduce((product, size) => product * size, 1);
  return copyToGpu(gpu.pool, floatTensor('float32', new Float32Array(length).fill(0.1), sizes));
}

function countEqual(seen: readonly Omit<AttentionShape, 'layers'>[]): AttentionShape[] {
  const counted = new Map<string, AttentionShape>();
  for (const shape of seen) {
    const key = JSON.stringify(shape);
    counted.set(key, { ...shape, layers: (counted.get(key)?.layers ?? 0) + 1 });
  }
  return [...counted.values()];
}

function read(file: string): Promise<Uint8Array<ArrayBuffer>> {
  return readModelFile(`${SPEC.folder}/${SPEC.checkpoints[0].id}/${file}`, () => {});
}
