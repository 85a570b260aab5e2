// Opens an ONNX file on disk together with the weights that lie beside it.

import path from 'node:path';
import { openModel, type Model } from '../../src/onnx/index.ts';
import { readBytes } from './readBytes.ts';

export interface OpenedModel {
  readonly model: Model;
  /** The files that the weights are views of, the model file included, by path relative to the model's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** @throws what openModelWithFiles throws */
export async function openModelFile(file: string): Promise<Model> {
  return (await openModelWithFiles(file)).model;
}

/**
 * Reads external data files from the model's folder, as the model asks for them.
 * @throws what openModel throws
 */
export async function openModelWithFiles(file: string): Promise<OpenedModel> {
  const bytes = await readBytes(file);
  const name = path.basename(file);
  const files = new Map([[name, bytes]]);
  const model = await openModel(name, bytes, async (location) => {
    const weights = await readBytes(path.join(path.dirname(file), location)).catch(() => undefined);
    if (weights) files.set(location, weights);
    return weights;
  });
  return { model, files };
}
