// `npm run bench -- --suite full-size --file UNET.onnx`: load, surgery and one frame of a denoiser of 866 million parameters.

import { readFile } from 'node:fs/promises';
import { TorchGenerator } from '../src/sampling/index.ts';
import { GpuRuntime, Tensor, type CustomOpSession, type FrameParameters } from '../src/runtime/index.ts';
import { loadFullSize, type FullSizePlace } from './fullSizeLoad.ts';
import { stage, stages } from './stage.ts';

const TOKENS = 77;
const TEXT_WIDTH = 1024;
const LATENT_CHANNELS = 4;
const TIMESTEP = 999n;

export interface FullSizeArguments {
  /** As training/fixtures/full_size writes it. */
  readonly file: string;
  /** Height and width of the latent. */
  readonly latent: number;
  readonly provider: FullSizePlace['provider'];
  readonly precision: FullSizePlace['precision'];
}

/** Single runs: what is measured takes minutes on a software adapter. */
export async function fullSizeSuite({ file, latent, provider, precision }: FullSizeArguments) {
  const gpu = await GpuRuntime.open();
  const { prompt, frame } = await loadFullSize(file, { provider, gpu, precision });
  const feeds: Record<string, Tensor> = {
    sample: normal(1, [1, LATENT_CHANNELS, latent, latent]),
    timestep: new Tensor('int64', [TIMESTEP], [1]),
    ...(await encodePrompt(prompt, 'positive', 2)),
    ...(await encodePrompt(prompt, 'negative', 3)),
  };
  await stage('the file let go', () => undefined);
  const draw = (name: string, parameters: FrameParameters) =>
    stage(name, () => drawFrame(frame, feeds, parameters));
  const nasa = await draw('first frame, NASA at scale 1', { mode: 'nasa', scale: 1 });
  const zero = await draw('NASA at scale 0, first segment kept', { mode: 'nasa', scale: 0 });
  const none = await draw('mode none, first segment kept', { mode: 'none' });
  gpu.context.assertHealthy();
  return {
    suite: 'full-size',
    adapter: gpu.context.description,
    provider,
    precision,
    latent: `${latent}x${latent}`,
    memoryOfTheMachine: (await readFile('/proc/meminfo', 'utf8')).split('\n')[0],
    stages,
    output: {
      finite: nasa.every(Number.isFinite) && none.every(Number.isFinite),
      rms: rms(none),
      scale0EqualsNone: zero.every((value, index) => value === none[index]),
      relativeRmsOfScale1: rms(nasa.map((value, index) => value - none[index]!)) / rms(none),
    },
  };
}

async function encodePrompt(session: CustomOpSession, sign: 'positive' | 'negative', seed: number) {
  const states = normal(seed, [1, TOKENS, TEXT_WIDTH]);
  const outputs = await stage(`keys and values of the ${sign} prompt`, async () => {
    const tensors = await session.run({ encoder_hidden_states: states });
    await tensors.key_0!.getData(); // the GPU has finished
    return tensors;
  });
  return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [`${sign}_${name}`, tensor]));
}

/** The output's numbers; reading them back is part of the frame. */
async function drawFrame(session: CustomOpSession, feeds: Record<string, Tensor>, frame: FrameParameters) {
  const { out_sample: output } = await session.run(feeds, { frame });
  const data = (await output!.getData()) as Float32Array;
  output!.dispose();
  return data;
}

function normal(seed: number, dims: readonly number[]): Tensor {
  const length = dims.reduce((product, dim) => product * dim, 1);
  return new Tensor('float32', new TorchGenerator(seed).randn(length), dims);
}

function rms(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
