// What runs where, for the page, for `--json` and for bug reports.

import type { EngineInfo } from '../protocol/engine.ts';
import { gpuFacts } from './gpuFacts.ts';
import type { OpenModel } from './openModel.ts';

export function engineInfo({
  backend,
  model,
  missingModes,
}: OpenModel): Omit<EngineInfo, 'loadMilliseconds'> {
  const { gpu } = backend;
  const { id, name, summary, licence, family, imageSize, steps, checkpoints } = model.facts;
  return {
    modelId: id,
    modelName: name,
    modelSummary: summary,
    modelLicence: licence,
    family,
    steps,
    imageSize,
    checkpoints,
    missingModes,
    backend: backend.backend,
    adapter: backend.adapter,
    precision: model.precision,
    notices: [...backend.notices, ...model.notices, ...(gpu?.tuner.notices ?? [])],
    kernels: gpu?.tuner.choices ?? [],
    plan: model.plan(),
    gpu: gpu && gpuFacts(gpu),
  };
}
