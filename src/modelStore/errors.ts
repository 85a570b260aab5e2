// What can go wrong in the model store, apart from downloads (downloadErrors.ts): one class per cause.

import { SteerawayError } from '../lib/errors.ts';
import { megabytes } from './megabytes.ts';

export class InvalidModelManifestError extends SteerawayError {
  readonly code = 'store-manifest-invalid';
  constructor(modelId: string, reason: string) {
    super(`The list of files of model "${modelId}" cannot be used: ${reason}.`, "Correct the model's entry.");
  }
}

export class LicenceNotAcceptedError extends SteerawayError {
  readonly code = 'licence-not-accepted';
  constructor(
    modelName: string,
    licence: string,
    readonly licenceUrl: string,
  ) {
    super(
      `${modelName} is not downloaded before its licence, ${licence}, is accepted.`,
      `Read ${licenceUrl} and accept it, or choose another model.`,
    );
  }
}

export class FileNotInModelError extends SteerawayError {
  readonly code = 'file-not-in-model';
  constructor(
    readonly file: string,
    modelName: string,
    known: readonly string[],
  ) {
    super(`${modelName} has no file ${file}.`, `It has: ${known.join(', ')}.`);
  }
}

export class ModelBusyError extends SteerawayError {
  readonly code = 'model-busy';
  constructor(readonly modelId: string) {
    super(
      `The model "${modelId}" is being downloaded, perhaps in another tab, and cannot be deleted now.`,
      'Pause that download or close that tab, then delete again.',
    );
  }
}

/** The engine asked for a model whose files are not all here. */
export class ModelIncompleteError extends SteerawayError {
  readonly code = 'model-incomplete';
  constructor(
    readonly modelName: string,
    readonly missingBytes: number,
  ) {
    super(
      `${modelName} is not all here: about ${megabytes(missingBytes)} are missing.`,
      'Download it first; what is here already is kept.',
    );
  }
}

/** The host has no room for more. The store then goes on in memory; only its own code meets this error. */
export class StorageFullError extends SteerawayError {
  readonly code = 'storage-full';
  constructor(
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(
      `The browser has no room left to store ${file}.`,
      'Delete other models, or free disk space.',
      options,
    );
  }
}

/** The host's storage failed for another reason than space. */
export class StorageFailedError extends SteerawayError {
  readonly code = 'storage-failed';
  constructor(
    readonly file: string,
    action: string,
    options?: ErrorOptions,
  ) {
    super(
      `The browser's storage failed to ${action} ${file}.`,
      "Reload the page; if it happens again, clear this site's data in the browser's settings.",
      options,
    );
  }
}

/** Somebody cleared the site's data, or the browser did. */
export class StoredFileGoneError extends SteerawayError {
  readonly code = 'stored-file-gone';
  constructor(
    readonly file: string,
    readonly expectedBytes: number,
    readonly foundBytes: number,
  ) {
    super(
      `The stored file ${file} should have ${expectedBytes} bytes but has ${foundBytes}.`,
      'Resume its download: only what is missing is downloaded.',
    );
  }
}

export class NotEnoughMemoryError extends SteerawayError {
  readonly code = 'not-enough-memory';
  constructor(
    readonly file: string,
    readonly bytes: number,
    options?: ErrorOptions,
  ) {
    super(
      `There is no memory for the ${bytes} bytes of ${file}.`,
      'Close other tabs and programs and try again, or choose a smaller model.',
      options,
    );
  }
}

const filesOf = (count: number) => (count === 1 ? 'one file' : `${count} files`);

export class NoModelAmongFilesError extends SteerawayError {
  readonly code = 'no-model-among-files';
  constructor(readonly givenFiles: number) {
    super(
      givenFiles === 0
        ? 'No file was given.'
        : `There is no ONNX file (.onnx) among what was given: ${filesOf(givenFiles)}.`,
      "Drop the model's whole folder, with the folders in it.",
    );
  }
}

export class LocalFileUnreadableError extends SteerawayError {
  readonly code = 'local-file-unreadable';
  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `The local file ${file} cannot be read: ${reason}.`,
      'It may have been moved or changed since it was picked: drop it again.',
      options,
    );
  }
}
