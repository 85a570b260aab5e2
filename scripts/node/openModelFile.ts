// Opens an ONNX file on disk together with the weights that lie beside it.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ExternalDataMissingError, readModel, type Model } from '../../src/onnx/index.ts';

/**
 * Reads external data files from the model's folder, as the model asks for them.
 * @throws what readModel throws; ExternalDataMissingError also for a location outside the model's folder
 */
export async function openModelFile(file: string): Promise<Model> {
  const bytes = await readBytes(file);
  const weights = new Map<string, Uint8Array>();
  for (;;) {
    try {
      return readModel(bytes, weights, path.basename(file));
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

/** A plain array: Buffer's slice() would not copy. */
async function readBytes(file: string): Promise<Uint8Array> {
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return new Uint8Array(buffer, byteOffset, byteLength);
}
