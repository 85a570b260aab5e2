// What can go wrong while a file is downloaded: one class per cause, each naming the file.

import { SteerawayError } from '../lib/errors.ts';
import { megabytes } from './megabytes.ts';

const GOES_ON = 'Resume the download: it goes on where it stopped.';
const AFRESH =
  'It was changed at its source since its list of files was noted: delete the model and download it again.';
const BY_HAND = 'Download the files in another way and drop their folder on the page.';

export abstract class DownloadError extends SteerawayError {
  constructor(
    /** Path of the file in its model. */
    readonly file: string,
    message: string,
    hint: string,
    options?: ErrorOptions,
  ) {
    super(message, hint, options);
  }
}

/** No answer at all: offline, no such host, or refused across origins (the browser does not say which). */
export class HubUnreachableError extends DownloadError {
  readonly code = 'download-unreachable';
  constructor(file: string, url: string, options?: ErrorOptions) {
    const hint = `Check the connection and resume the download. Or else: ${BY_HAND}`;
    super(file, `No answer came for ${file} from ${new URL(url).host}.`, hint, options);
  }
}

/** The connection broke, or went silent, in the middle of the file. */
export class ConnectionLostError extends DownloadError {
  readonly code = 'download-cut';
  constructor(
    file: string,
    readonly foundBytes: number,
    readonly expectedBytes: number,
    options?: ErrorOptions,
  ) {
    super(
      file,
      `The connection was lost after ${megabytes(foundBytes)} of the ${megabytes(expectedBytes)} of ${file}.`,
      GOES_ON,
      options,
    );
  }
}

/** The caller's signal fired. What has arrived is kept. */
export class DownloadStoppedError extends DownloadError {
  readonly code = 'download-stopped';
  constructor(file: string, options?: ErrorOptions) {
    super(file, `The download of ${file} was stopped.`, GOES_ON, options);
  }
}

export class HttpStatusError extends DownloadError {
  readonly code = 'download-refused';
  constructor(
    file: string,
    readonly status: number,
    statusText: string,
  ) {
    super(
      file,
      `The server answered ${`${status} ${statusText}`.trim()} for ${file}.`,
      HttpStatusError.#hint(status),
    );
  }

  /** Whether the same request may succeed a moment later. */
  get isTransient(): boolean {
    return this.status === 429 || this.status >= 500;
  }

  static #hint(status: number): string {
    if (status === 401 || status === 403)
      return `The model's files ask for a login, which this page never sends. ${BY_HAND}`;
    if (status === 404 || status === 410)
      return `It was moved or removed at its source: delete the model and download it again. Or else: ${BY_HAND}`;
    return `The server has a problem: wait a while. ${GOES_ON}`;
  }
}

/** A login page, a proxy's notice or a host's catch-all page came in the file's place. */
export class WebPageError extends DownloadError {
  readonly code = 'download-web-page';
  constructor(file: string) {
    const hint = `A captive portal, a proxy or a login may stand in between: open the file's address in a tab. Or else: ${BY_HAND}`;
    super(file, `The server sent a web page in place of ${file}.`, hint);
  }
}

export class DownloadSizeError extends DownloadError {
  readonly code = 'download-size';
  constructor(
    file: string,
    readonly expectedBytes: number,
    readonly foundBytes: number,
  ) {
    super(file, `${file} should have ${expectedBytes} bytes, but the server sends ${foundBytes}.`, AFRESH);
  }
}

export class DownloadHashError extends DownloadError {
  readonly code = 'download-hash';
  constructor(
    file: string,
    readonly expectedHash: string,
    readonly foundHash: string,
  ) {
    super(
      file,
      `${file} arrived with the right size but other contents (${foundHash}, expected ${expectedHash}).`,
      `${AFRESH} Or it was changed on its way: try another network.`,
    );
  }
}
