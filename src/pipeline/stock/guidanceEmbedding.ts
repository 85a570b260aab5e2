// The guidance scale that a latent consistency model was distilled with, as the embedding that its network reads.

/** Of LCM's pipelines (diffusers, pipeline_latent_consistency_text2img.py): the scale is part of the model, not CFG at run time. */
const LCM_GUIDANCE_SCALE = 8.5;

/**
 * get_guidance_scale_embedding(guidance_scale - 1) of that pipeline (google-research/vdm, model_vdm.py, get_timestep_embedding).
 * @returns timestep_cond [1, width]: sines, then cosines
 */
export function guidanceEmbedding(width: number): Float32Array<ArrayBuffer> {
  const half = Math.floor(width / 2);
  const scaled = (LCM_GUIDANCE_SCALE - 1) * 1000;
  const embedding = new Float32Array(width);
  for (let i = 0; i < half; i++) {
    const angle = scaled * Math.exp((-Math.log(10_000) / (half - 1)) * i);
    embedding[i] = Math.sin(angle);
    embedding[half + i] = Math.cos(angle);
  }
  return embedding;
}
