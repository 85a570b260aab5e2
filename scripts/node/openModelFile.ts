// Opens an ONNX file on disk together with the weights that lie beside it.

import path from 'node:path';
import { ExternalDataMissingError, readModel, type Model } from '../../src/onnx/index.ts';
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
 * @throws what readModel throws; ExternalDataMissingError also for a location outside the model's folder
 */
export async function openModelWithFiles(file: string): Promise<OpenedModel> {
  const bytes = await readBytes(file);
  const name = path.basename(file);
  const weights = new Map<string, Uint8Array>();
  for (;;) {
    try {
      const model = readModel(bytes, weights, name);
      return { model, files: new Map([[name, bytes], ...weights]) };
    } catch (error) {
      if (!(error instanceof ExternalDataMissingError)) throw error;
      weights.set(error.location, await readBeside(file, error));
    }
  }
}

async function readBeside(file: string, missing: ExternalDataMissingError): Promise<Uint8Array> {
  const folder = path.resolve(path.dirname(file));
  const target = path.resolve(folder, missing.location);
  if (!target.startsWith(folder + path.sep)) throw missing;
  return readBytes(target).catch(() => {
    throw missing;
  });
}
