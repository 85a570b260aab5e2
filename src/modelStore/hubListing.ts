// Which files a model has, from the hub's tree listing: sizes and hashes of what an entry's sources take.

import type { HubSource } from '../models/index.ts';
import { HubFileMissingError } from './hubErrors.ts';
import { readTree, type TreeFile } from './hubTree.ts';
import { defineManifest, type HubModel, type ModelFile, type ModelManifest } from './manifest.ts';
import type { HttpGet } from './ports.ts';

/** What a pipeline reads: graphs, their weights, configurations, vocabularies. */
const NEEDED = /(\.onnx|\.onnx_data[^/]*|\.onnx\.data|\.data|\.json|\.txt|\.model|(^|\/)weights\.pb)$/;

/**
 * Asks the hub once for every source.
 * @throws HubGatedError, HubRepositoryMissingError, HubFileMissingError, HubListingUnreadableError,
 * InvalidModelManifestError, or a DownloadError
 */
export async function listHubModel(
  get: HttpGet,
  model: HubModel,
  signal: AbortSignal,
): Promise<ModelManifest> {
  const files: ModelFile[] = [];
  for (const source of model.sources)
    files.push(...taken(source, await readTree(get, model.baseUrl, source, signal)));
  return defineManifest({ ...model, files });
}

/** @throws HubFileMissingError */
function taken(source: HubSource, tree: readonly TreeFile[]): ModelFile[] {
  const { repository, revision, take } = source;
  const files = take.map((wanted) => tree.filter((file) => isTaken(wanted, file)));
  const missing = take.filter((_, index) => files[index]?.length === 0);
  if (missing.length > 0) throw new HubFileMissingError(repository, missing);
  return files.flat().map(({ path, bytes, hash }) => ({
    path: placeOf(source, path),
    bytes,
    hash,
    from: `${repository}/resolve/${revision}/${path}`,
  }));
}

/** Empty files say nothing to a pipeline. */
function isTaken(wanted: string, { path, bytes }: TreeFile): boolean {
  return wanted.endsWith('/') ? bytes > 0 && path.startsWith(wanted) && NEEDED.test(path) : path === wanted;
}

/** A taken folder keeps what is below it; a taken file keeps its own name. */
function placeOf({ take, into }: HubSource, path: string): string {
  if (into === undefined) return path;
  const folder = take.find((wanted) => wanted.endsWith('/') && path.startsWith(wanted));
  return into + path.slice(folder === undefined ? path.lastIndexOf('/') + 1 : folder.length);
}
