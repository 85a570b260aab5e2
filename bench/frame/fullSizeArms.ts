// A stock denoiser at full size: our two graphs of it, and the file as it is on stock ONNX Runtime.

import { readModel } from '../../src/onnx/index.ts';
import { GpuRuntime, Tensor, type CustomOpSession, type FrameParameters } from '../../src/runtime/index.ts';
import { TorchGenerator } from '../../src/sampling/index.ts';
import { readBytes } from '../../scripts/node/readBytes.ts';
import { compareArrays } from '../../src/lib/compare.ts';
import { loadFullSize, type FullSizePlace } from '../fullSizeLoad.ts';
import type { FrameArm } from './frameArm.ts';
import { openStockSession } from './stockSession.ts';

const TOKENS = 77;
const TEXT_WIDTH = 1024;
const LATENT_CHANNELS = 4;
const TIMESTEP = 999n;

/** Relative to the largest number: two roundings of 866 million float16 weights' products in different order. */
const TOLERANCE = { float16: 5e-2, float32: 1e-4 } as const;

export interface FullSizeOptions extends Omit<FullSizePlace, 'gpu'> {
  /** As training/fixtures/full_size writes it. */
  readonly file: string;
  /** Height and width of the latent. */
  readonly latent: number;
}

export interface FullSizeArms {
  readonly gpu: GpuRuntime;
  readonly arms: readonly FrameArm[];
}

type Draw = (seed: number) => Promise<Tensor>;

/**
 * Every frame ends with its numbers on the CPU. Keys and values of both prompts are computed before; the stock file
 * computes its one branch's in every frame.
 * @throws Error where the stock file gives other numbers than ours does in mode `none`
 */
export async function openFullSizeArms(options: FullSizeOptions): Promise<FullSizeArms> {
  const { file, latent } = options;
  const gpu = await GpuRuntime.open();
  const place = { ...options, gpu };
  const { prompt, frame } = await loadFullSize(file, place);
  const stock = await openStockSession(readModel(await readBytes(file)), place);
  const positive = normal(2, [1, TOKENS, TEXT_WIDTH]);
  const keys = {
    ...(await encodePrompt(prompt, 'positive', positive)),
    ...(await encodePrompt(prompt, 'negative', normal(3, [1, TOKENS, TEXT_WIDTH]))),
  };
  const start = (seed: number) => ({
    sample: normal(100 + seed, [1, LATENT_CHANNELS, latent, latent]),
    timestep: new Tensor('int64', [TIMESTEP], [1]),
  });
  const ours =
    (parameters: FrameParameters): Draw =>
    async (seed) =>
      (await frame.run({ ...start(seed), ...keys }, { frame: parameters })).out_sample!;
  const none = ours({ mode: 'none' });
  const nasa = ours({ mode: 'nasa', scale: 1 });
  const drawStock: Draw = (seed) => stock.run({ ...start(seed), encoder_hidden_states: positive });
  refuseOtherNumbers(await numbers(await none(0)), await numbers(await drawStock(0)), options);
  const arm = (name: string, draw: Draw): FrameArm => ({
    name,
    draw: async (seed) => {
      await numbers(await draw(seed + 1));
    },
  });
  return { gpu, arms: [arm('none', none), arm('nasa', nasa), arm('stock', drawStock)] };
}

async function encodePrompt(session: CustomOpSession, sign: 'positive' | 'negative', states: Tensor) {
  const outputs = await session.run({ encoder_hidden_states: states });
  return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [`${sign}_${name}`, tensor]));
}

async function numbers(output: Tensor): Promise<Float32Array> {
  const data = (await output.getData()) as Float32Array;
  output.dispose();
  return data;
}

function refuseOtherNumbers(ours: Float32Array, theirs: Float32Array, { precision }: FullSizeOptions): void {
  const largest = ours.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const difference = compareArrays(theirs, ours, { maxAbs: TOLERANCE[precision] * largest });
  if (difference !== undefined) throw new Error(`the stock file gives other numbers: ${difference}`);
}

function normal(seed: number, dims: readonly number[]): Tensor {
  const length = dims.reduce((product, dim) => product * dim, 1);
  return new Tensor('float32', new TorchGenerator(seed).randn(length), dims);
}
