// A model on the backend that fits it, with what shows its pictures.

import { DEFAULT_MODEL, findModel } from '../models/index.ts';
import type { EngineInfo, LoadOptions, LoadProgress } from '../protocol/engine.ts';
import type { TuningStore } from '../runtime/index.ts';
import { chooseBackend, type ChosenBackend } from './backend.ts';
import { openPictureModel, type ModelSources } from './openPictureModel.ts';
import type { PictureModel } from './pictureModel.ts';
import { CopyingSurfaces, GpuSurfaces, type Surfaces } from './surfaces.ts';
import { missingModes } from './twin.ts';

export interface OpenModel {
  readonly backend: ChosenBackend;
  readonly model: PictureModel;
  readonly surfaces: Surfaces;
  /** Resolves when the GPU has finished what was submitted; at once where pictures are made on the CPU. */
  readonly finished: () => Promise<unknown>;
  readonly missingModes: EngineInfo['missingModes'];
}

/** @throws as chooseBackend and openPictureModel */
export async function openModel(
  options: LoadOptions,
  sources: ModelSources,
  tuningStore: TuningStore | undefined,
  onProgress: (progress: LoadProgress) => void,
): Promise<OpenModel> {
  const isStock = findModel(options.modelId ?? DEFAULT_MODEL)?.kind !== 'embedded';
  const backend = await chooseBackend(options, isStock, tuningStore);
  const { gpu } = backend;
  const onGpu = backend.backend === 'webgpu';
  const finished = async () => (onGpu ? gpu?.device.queue.onSubmittedWorkDone() : undefined);
  const model = await openPictureModel(options, sources, backend, finished, onProgress).catch(
    (error: unknown) => {
      gpu?.destroy();
      throw error;
    },
  );
  const surfaces = gpu && backend.presents ? new GpuSurfaces(gpu) : new CopyingSurfaces(gpu);
  return { backend, model, surfaces, finished, missingModes: missingModes(gpu !== undefined) };
}
