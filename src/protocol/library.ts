// What the page may ask of the model library: which models there are, what of them lies here, downloads, local folders.

import type { LoadProgress } from './engine.ts';

export interface ModelLicence {
  readonly name: string;
  readonly url: string;
}

/** How many calls of the network a picture may take. */
export interface StepRange {
  readonly min: number;
  readonly max: number;
  /** What the model is at its best with. */
  readonly initial: number;
}

/** One model as the page lists it. */
export interface ModelCard {
  readonly id: string;
  readonly name: string;
  /** One honest sentence on what it can draw. */
  readonly summary: string;
  /** Undefined for a local folder: whoever has it knows. */
  readonly licence: ModelLicence | undefined;
  /** `embedded`: comes with the page. `hub`: downloaded once. `local`: a folder of this machine, until the page is closed. */
  readonly source: 'embedded' | 'hub' | 'local';
  /** Where it comes from, in a few words, e.g. `huggingface.co/schmuell/sd-turbo-ort-web`. */
  readonly origin: string;
  /** Of all its files. Approximate until the hub has been asked. */
  readonly totalBytes: number;
  /** Of files that are here and checked. */
  readonly storedBytes: number;
  /** Of downloads that were paused or broken off; they go on from there. */
  readonly unfinishedBytes: number;
  /** Everything is here: the engine can load it, offline too. */
  readonly isReady: boolean;
  /** Sentences on what did not go the usual way, e.g. that it runs from memory. */
  readonly notices: readonly string[];
}

export interface DownloadProgress extends LoadProgress {
  /** `waiting`: another tab downloads this file. `checking`: what an earlier visit left is hashed. */
  readonly phase: 'waiting' | 'checking' | 'downloading';
  /** Path in the model. */
  readonly file: string;
}

/** A file that a person dropped or picked; structured-clonable. */
export interface LocalFile {
  /** Slash-separated, with the folder's own name in front where a folder was given. */
  readonly path: string;
  readonly file: Blob;
}

/** Lives in a worker of its own, so that downloads outlive the engine and do not wait for it. */
export interface ModelLibrary {
  /** Every model there is, the embedded one first. */
  list(): Promise<readonly ModelCard[]>;
  /**
   * Downloads what is missing of a hub model; a second call while one runs joins it.
   * @param licenceUrl the licence that the person accepted
   * @throws errors of src/modelStore: licence-not-accepted, download-stopped (paused), ...
   */
  download(
    modelId: string,
    licenceUrl: string,
    onProgress?: (progress: DownloadProgress) => void,
  ): Promise<ModelCard>;
  /** Stops the running download, if any; what has arrived is kept. */
  pause(modelId: string): Promise<void>;
  /** Deletes what is stored of a hub model, or forgets a local one. */
  delete(modelId: string): Promise<void>;
  /** Takes a folder of this machine as a model. Nothing is copied or uploaded. */
  addLocal(files: readonly LocalFile[]): Promise<ModelCard>;
  dispose(): Promise<void>;
}

/** How the engine's worker reads a model's files; the library's worker serves this over a MessagePort. */
export interface ModelFolder {
  /** Bytes of every file, by its path in the model, e.g. `unet/model.onnx`. */
  list(): Promise<ReadonlyMap<string, number>>;
  /** Part of a file. @throws errors of src/modelStore */
  read(path: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** @throws where there is no such model, or where it is not all here */
export type OpenFolder = (modelId: string) => Promise<ModelFolder>;
