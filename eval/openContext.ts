// The engine with one model, and the judge, for the suites.

import { openNodeEngine, type NodeBackend } from '../scripts/node/openEngine.ts';
import type { CheckpointId, ImageEngine } from '../src/protocol/engine.ts';
import { checkpointOf, MODEL } from './data/checkpoints.ts';
import { CaptionEncoder } from './judge/captionEncoder.ts';
import { Classifier } from './judge/classifier.ts';
import { loadRealFeatures } from './judge/realFeatures.ts';
import type { SuiteContext } from './suites/context.ts';

/** @param checkpoint default: the model's first. @throws UnknownCheckpointError, JudgeFileError, JudgeVersionError, and what loading the model throws */
export async function openContext(
  checkpoint: string | undefined,
  backend: NodeBackend,
  open?: ImageEngine,
): Promise<SuiteContext> {
  const spec = MODEL;
  const { id } = checkpointOf(checkpoint);
  const engine = open ?? (await openNodeEngine()); // first of all: it gives ONNX Runtime its host
  const classifier = await Classifier.load();
  const info = await engine.load({ modelId: spec.id, backend });
  return {
    engine: withCheckpoint(engine, id),
    classifier,
    spec,
    checkpoint: id,
    model: `${spec.id}/${id}`,
    info,
    captions: once(() => CaptionEncoder.load(spec)),
    real: once(() => loadRealFeatures(classifier.labels)),
    remember: (_, compute) => compute(),
  };
}

/** Draws every pane with these weights: the suites need not know of them. */
function withCheckpoint(engine: ImageEngine, checkpoint: CheckpointId): SuiteContext['engine'] {
  return {
    generate: (request) =>
      engine.generate({ ...request, panes: request.panes.map((pane) => ({ ...pane, checkpoint })) }),
    readPixels: (id) => engine.readPixels(id),
    dispose: () => engine.dispose(),
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
