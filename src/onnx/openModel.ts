// Reads an ONNX file together with the external data that it asks for.

import { ExternalDataMissingError } from './errors.ts';
import type { Model } from './ir.ts';
import { readModel } from './proto/reader.ts';

/**
 * @param bytes of the file at `path`, slash-separated
 * @param readExternal gives a whole file that lies beside the model or below, undefined where there is none
 * @throws what readModel throws; ExternalDataMissingError also for a location outside the model's folder
 */
export async function openModel(
  path: string,
  bytes: Uint8Array,
  readExternal: (path: string) => Promise<Uint8Array | undefined>,
): Promise<Model> {
  const slash = path.lastIndexOf('/') + 1;
  const [folder, name] = [path.slice(0, slash), path.slice(slash)];
  const weights = new Map<string, Uint8Array>();
  for (;;) {
    try {
      return readModel(bytes, weights, name);
    } catch (error) {
      if (!(error instanceof ExternalDataMissingError) || weights.has(error.location)) throw error;
      const isInside = !error.location.startsWith('/') && !error.location.split('/').includes('..');
      const file = isInside ? await readExternal(folder + error.location) : undefined;
      if (file === undefined) throw error;
      weights.set(error.location, file);
    }
  }
}
