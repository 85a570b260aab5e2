// What a downloadable model is made of, as data: where its files are, their sizes, hashes, and the licence.

import { InvalidModelManifestError } from './errors.ts';

export interface ModelFile {
  /** Below the base URL, e.g. `unet/model.onnx`. */
  readonly path: string;
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

export interface Licence {
  readonly name: string;
  readonly url: string;
}

export interface ModelManifest {
  /** Letters, digits, `.`, `_` and `-`. */
  readonly id: string;
  readonly name: string;
  readonly licence: Licence;
  /** Ends in a slash. */
  readonly baseUrl: string;
  readonly files: readonly ModelFile[];
}

/** A person's yes to one licence. Plain data: it survives postMessage and local storage. */
export interface LicenceAcceptance {
  readonly modelId: string;
  readonly licenceUrl: string;
}

export function acceptLicence(manifest: ModelManifest): LicenceAcceptance {
  return { modelId: manifest.id, licenceUrl: manifest.licence.url };
}

export function isAccepted(
  { id, licence }: ModelManifest,
  acceptance: LicenceAcceptance | undefined,
): boolean {
  return acceptance?.modelId === id && acceptance.licenceUrl === licence.url;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** Slash-separated ids: no `..`, no empty part, nothing that a URL or a file system would read otherwise. */
const PATH = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/**
 * Checks a manifest and freezes a copy of it.
 * @throws InvalidModelManifestError
 */
export function defineManifest(manifest: ModelManifest): ModelManifest {
  const problem = problemOf(manifest);
  if (problem !== undefined) throw new InvalidModelManifestError(manifest.id, problem);
  const files = Object.freeze(manifest.files.map((file) => Object.freeze({ ...file })));
  return Object.freeze({ ...manifest, licence: Object.freeze({ ...manifest.licence }), files });
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

function problemOfFile({ path, bytes, sha256 }: ModelFile): string | undefined {
  if (!PATH.test(path)) return `"${path}" is no plain relative path`;
  if (!(Number.isSafeInteger(bytes) && bytes > 0))
    return `the size of ${path}, ${bytes}, is no number of bytes`;
  if (!/^[0-9a-f]{64}$/.test(sha256)) return `the sha256 of ${path} is not 64 lower-case hexadecimal digits`;
  return undefined;
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Name of the finished file in the store. It holds the hash, so a newer version of a file is another file. */
export function storedName(modelId: string, { path, sha256 }: ModelFile): string {
  return `${modelId}/${path}@${sha256.slice(0, 16)}`;
}

/** The model that a file of the store belongs to. */
export const modelOf = (name: string) => name.slice(0, name.indexOf('/'));
