// The engine with one model, and the judge, for the suites.

import { openNodeEngine, type NodeBackend } from '../scripts/node/openEngine.ts';
import type { ImageEngine } from '../src/protocol/engine.ts';
import { embeddedModel } from './data/checkpoints.ts';
import { CaptionEncoder } from './judge/captionEncoder.ts';
import { Classifier } from './judge/classifier.ts';
import { loadRealFeatures } from './judge/realFeatures.ts';
import type { SuiteContext } from './suites/context.ts';

/** @throws UnknownModelError, JudgeFileError, JudgeVersionError, and what loading the model throws */
export async function openContext(
  modelId: string,
  backend: NodeBackend,
  open?: ImageEngine,
): Promise<SuiteContext> {
  const spec = embeddedModel(modelId);
  const engine = open ?? (await openNodeEngine()); // first of all: it gives ONNX Runtime its host
  const classifier = await Classifier.load();
  const info = await engine.load({ modelId, backend });
  return {
    engine,
    classifier,
    spec,
    info,
    captions: once(() => CaptionEncoder.load(spec)),
    real: once(() => loadRealFeatures(classifier.labels)),
    remember: (_, compute) => compute(),
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
