// The registry of models, for the engine's worker, the library's worker and the Node programs.

export { DEFAULT_MODEL, findModel, MODELS } from './registry.ts';
export type {
  CheckpointSpec,
  EmbeddedModelSpec,
  FamilyName,
  HubSource,
  ModelSpec,
  StockModelSpec,
  StockPipelineSpec,
} from './spec.ts';
