// A folder of ONNX files -> what kind of pipeline it is, from its layout and diffusers' configuration files.

import type { FamilyName, StockPipelineSpec } from '../../models/index.ts';
import { PipelineFilesMissingError } from './errors.ts';
import { families, PIXELS_PER_LATENT } from './families.ts';
import type { FolderFiles, Json } from './folderFiles.ts';
import { samplerOf } from './schedulerConfig.ts';

export interface IdentifiedPipeline {
  readonly pipeline: StockPipelineSpec;
  /** Sentences on what had to be guessed. */
  readonly notices: readonly string[];
}

const USUAL_IMAGE_SIZE = 512;
/** Width of OpenCLIP-H's states: what tells SD 2.x from SD 1.x. */
const SD2_TEXT_WIDTH = 1024;

/** @throws PipelineFilesMissingError, PipelineUnsupportedError, PipelineConfigError */
export async function identifyFolder(folder: FolderFiles): Promise<IdentifiedPipeline> {
  const denoiser = ['unet', 'transformer'].find((name) => folder.has(`${name}/model.onnx`));
  if (denoiser === undefined) throw new PipelineFilesMissingError([families.sd1.denoiser], folder.paths);
  const config = await folder.readJson(`${denoiser}/config.json`);
  const scheduler = await folder.readJson('scheduler/scheduler_config.json');
  const family = familyOf(folder, denoiser, config);
  const { sampler, steps, notices } = samplerOf(
    scheduler,
    family,
    typeof config?.time_cond_proj_dim === 'number',
  );
  return { pipeline: { family, sampler, steps, imageSize: imageSizeOf(config) }, notices };
}

function familyOf(folder: FolderFiles, denoiser: string, config: Json | undefined): FamilyName {
  if (denoiser === 'transformer') return 'pixart';
  if (folder.has('text_encoder_2/model.onnx')) return 'sdxl';
  return config?.cross_attention_dim === SD2_TEXT_WIDTH ? 'sd2' : 'sd1';
}

function imageSizeOf(config: Json | undefined): number {
  const size = config?.sample_size;
  return typeof size === 'number' && size > 0 ? size * PIXELS_PER_LATENT : USUAL_IMAGE_SIZE;
}
