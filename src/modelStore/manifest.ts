// What a downloadable model is made of, as data: where its files are, their sizes, hashes, and the licence.

import type { HubSource } from '../models/index.ts';
import type { ModelLicence } from '../protocol/library.ts';
import { InvalidModelManifestError, LicenceNotAcceptedError } from './errors.ts';
import { isFileHash, shortHash, type FileHash } from './fileHash.ts';

export interface ModelFile {
  /** In the model, e.g. `unet/model.onnx`. */
  readonly path: string;
  readonly bytes: number;
  readonly hash: FileHash;
  /** Below the base URL; default: the path. */
  readonly from?: string;
}

interface DownloadableModel {
  /** Letters, digits, `.`, `_` and `-`. */
  readonly id: string;
  readonly name: string;
  readonly licence: ModelLicence;
  /** Ends in a slash. */
  readonly baseUrl: string;
}

/** A model whose files are known. */
export interface ModelManifest extends DownloadableModel {
  readonly files: readonly ModelFile[];
}

/** A model whose files a hub lists; `baseUrl` is the hub. */
export interface HubModel extends DownloadableModel {
  readonly sources: readonly HubSource[];
  /** About what its files have together, until the hub has been asked. */
  readonly approximateBytes: number;
}

export type RemoteModel = ModelManifest | HubModel;

/** A person's yes to one licence. */
export interface LicenceAcceptance {
  readonly modelId: string;
  readonly licenceUrl: string;
}

/** @throws LicenceNotAcceptedError */
export function checkLicence(
  { id, name, licence }: RemoteModel,
  acceptance: LicenceAcceptance | undefined,
): void {
  if (acceptance?.modelId === id && acceptance.licenceUrl === licence.url) return;
  throw new LicenceNotAcceptedError(name, licence.name, licence.url);
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** Slash-separated names: no `..`, no empty part, nothing that a URL or a file system would read otherwise. */
const PATH = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;

/**
 * Checks a manifest and freezes a copy of it.
 * @throws InvalidModelManifestError
 */
export function defineManifest({ id, name, licence, baseUrl, files }: ModelManifest): ModelManifest {
  const problem = problemOf({ id, name, licence, baseUrl, files });
  if (problem !== undefined) throw new InvalidModelManifestError(id, problem);
  return Object.freeze({
    id,
    name,
    licence: Object.freeze({ ...licence }),
    baseUrl,
    files: Object.freeze(files.map((file) => Object.freeze({ ...file }))),
  });
}

function problemOf({ id, licence, baseUrl, files }: ModelManifest): string | undefined {
  if (!ID.test(id)) return 'its id may hold only letters, digits, ".", "_" and "-"';
  if (!isHttp(baseUrl) || !baseUrl.endsWith('/'))
    return `its base URL "${baseUrl}" must be http(s) and end in a slash`;
  if (licence.name === '' || !isHttp(licence.url)) return 'its licence needs a name and an http(s) URL';
  if (files.length === 0) return 'it lists no files';
  if (new Set(files.map(({ path }) => path)).size < files.length) return 'it lists a file twice';
  return files.map(problemOfFile).find((problem) => problem !== undefined);
}

function problemOfFile({ path, bytes, hash, from = path }: ModelFile): string | undefined {
  const odd = [path, from].find((candidate) => !PATH.test(candidate));
  if (odd !== undefined) return `"${odd}" is no plain relative path`;
  if (!(Number.isSafeInteger(bytes) && bytes > 0))
    return `the size of ${path}, ${bytes}, is no number of bytes`;
  if (!isFileHash(hash))
    return `the hash of ${path} is neither "sha256:" and 64 lower-case hexadecimal digits nor "git-sha1:" and 40`;
  return undefined;
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Name of the finished file in the store. It holds the hash, so a newer version of a file is another file. */
export function storedName(modelId: string, { path, hash }: ModelFile): string {
  return `${modelId}/${path}@${shortHash(hash)}`;
}

/** The model that a file of the store belongs to. */
export const modelOf = (name: string) => name.slice(0, name.indexOf('/'));
