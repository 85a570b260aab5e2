// Downloads one file into a byte store: resumes, retries, hashes while streaming, and renames only what is whole and right.

import {
  ConnectionLostError,
  DownloadHashError,
  DownloadSizeError,
  DownloadStoppedError,
  HttpStatusError,
  HubUnreachableError,
  WebPageError,
} from './downloadErrors.ts';
import { PartFile, type PartTarget } from './partFile.ts';
import type { ByteStore, HttpGet } from './ports.ts';
import { requestRange, type Bytes } from './rangeRequest.ts';
import { pause, Watchdog } from './watchdog.ts';

export interface DownloadHost {
  readonly get: HttpGet;
  readonly store: ByteStore;
  /** Pauses before each retry in a row that brought no new byte. */
  readonly retryMilliseconds: readonly number[];
  /** A connection this long without a byte counts as lost. */
  readonly silenceMilliseconds: number;
}

export interface FileDownload {
  /** Path in the model, for messages. */
  readonly file: string;
  readonly url: string;
  readonly target: PartTarget;
  readonly signal: AbortSignal;
  /** @param bytes of this file that are hashed (`checking`) or here (`downloading`) */
  readonly onProgress: (phase: 'checking' | 'downloading', bytes: number) => void;
  /** A sentence for the person whenever something did not go the usual way. */
  readonly onNotice: (sentence: string) => void;
}

/**
 * When this resolves, the store holds the file under its name, with the right size and hash. A file with other contents
 * is fetched once more from its beginning.
 * @throws DownloadError; after a stop or a lost connection the bytes that came are kept for the next call
 */
export async function downloadFile(host: DownloadHost, download: FileDownload): Promise<void> {
  try {
    await fetchAndCheck(host, download);
  } catch (error) {
    if (!(error instanceof DownloadHashError || error instanceof DownloadSizeError)) throw error;
    download.onNotice(`${download.file} arrived with wrong contents and was fetched once more.`);
    await fetchAndCheck(host, download);
  }
}

async function fetchAndCheck(host: DownloadHost, download: FileDownload): Promise<void> {
  const { file, target, signal, onProgress } = download;
  const part = await openPart(host.store, download);
  onProgress('downloading', part.size);
  try {
    await fillWithRetries(host, download, part);
    if (part.hash !== target.hash) throw new DownloadHashError(file, target.hash, part.hash);
  } catch (error) {
    const isWrong = error instanceof DownloadHashError || error instanceof DownloadSizeError;
    if (isWrong || part.size === 0) await part.discard();
    if (signal.aborted) throw stopped(file, error);
    throw error;
  }
  await part.promote();
}

async function openPart(
  store: ByteStore,
  { file, target, signal, onProgress }: FileDownload,
): Promise<PartFile> {
  try {
    return await PartFile.open(store, target, signal, (bytes) => onProgress('checking', bytes));
  } catch (error) {
    if (signal.aborted) throw stopped(file, error);
    throw error;
  }
}

const stopped = (file: string, cause: unknown) =>
  cause instanceof DownloadStoppedError ? cause : new DownloadStoppedError(file, { cause });

async function fillWithRetries(host: DownloadHost, download: FileDownload, part: PartFile): Promise<void> {
  let furthest = part.size;
  let retries = 0;
  while (part.size < download.target.bytes) {
    try {
      await fill(host, download, part);
    } catch (error) {
      if (!isTransient(error)) throw error;
      // A server without Range sends the same bytes again: only bytes never seen before count as progress.
      if (part.size > furthest) retries = 0;
      furthest = Math.max(furthest, part.size);
      const delay = host.retryMilliseconds[retries];
      if (delay === undefined) throw error;
      retries += 1;
      await pause(delay, download.signal);
    }
  }
}

function isTransient(error: unknown): boolean {
  if (error instanceof HttpStatusError) return error.isTransient;
  return error instanceof ConnectionLostError || error instanceof HubUnreachableError;
}

/** One connection. */
async function fill(host: DownloadHost, download: FileDownload, part: PartFile): Promise<void> {
  const watchdog = new Watchdog(download.signal, host.silenceMilliseconds);
  try {
    const answer = await ask(host, download, part, watchdog.signal);
    const { file, target } = download;
    if (answer.totalBytes !== undefined && answer.totalBytes !== target.bytes)
      throw await explainSize(answer, file, target.bytes, answer.totalBytes);
    if (answer.kind === 'whole' && part.size > 0) sayWhyAgain(download, part, answer);
    if (answer.kind === 'whole' || part.size === 0) await part.restart(answer.etag);
    await receive(answer.body, download, part, watchdog);
    if (part.size < target.bytes) throw new DownloadSizeError(file, target.bytes, part.size);
  } finally {
    watchdog.stop();
  }
}

async function ask(
  { get }: DownloadHost,
  { file, url, signal: stop, onNotice }: FileDownload,
  part: PartFile,
  signal: AbortSignal,
): Promise<Bytes> {
  const answer = await requestRange(get, { file, url, offset: part.size, etag: part.etag, stop, signal });
  if (answer.kind !== 'changed') return answer;
  onNotice(`${file} has changed at its source: its download started again.`);
  await part.discard();
  const again = await requestRange(get, { file, url, offset: 0, etag: undefined, stop, signal });
  if (again.kind === 'changed') throw new HttpStatusError(file, 206, 'with other bytes than asked for');
  return again;
}

function sayWhyAgain({ file, onNotice }: FileDownload, part: PartFile, { etag }: Bytes): void {
  const hasChanged = part.etag !== undefined && etag !== undefined && etag !== part.etag;
  const why = hasChanged ? 'has changed at its source' : 'comes from a server that cannot resume';
  onNotice(`${file} ${why}: its download started again.`);
}

async function receive(
  body: Bytes['body'],
  { file, target, signal, onProgress }: FileDownload,
  part: PartFile,
  watchdog: Watchdog,
): Promise<void> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(async (cause: unknown) => {
      await part.flush();
      if (signal.aborted) throw new DownloadStoppedError(file, { cause });
      throw new ConnectionLostError(file, part.size, target.bytes, { cause });
    });
    if (done) return;
    watchdog.alive();
    const problem = problemOf(value, file, part.size, target.bytes);
    if (problem !== undefined) {
      await reader.cancel();
      throw problem;
    }
    await part.append(value);
    onProgress('downloading', part.size);
  }
}

function problemOf(chunk: Uint8Array, file: string, offset: number, bytes: number): Error | undefined {
  if (offset === 0 && startsLikeWebPage(chunk)) return new WebPageError(file);
  if (offset + chunk.byteLength > bytes) return new DownloadSizeError(file, bytes, offset + chunk.byteLength);
  return undefined;
}

/** A file of another size may be a web page: its first bytes tell. */
async function explainSize({ body }: Bytes, file: string, expected: number, found: number): Promise<Error> {
  const reader = body.getReader();
  const { value } = await reader.read().catch(() => ({ value: undefined }));
  await reader.cancel().catch(() => {});
  if (value !== undefined && startsLikeWebPage(value)) return new WebPageError(file);
  return new DownloadSizeError(file, expected, found);
}

/** Some hosts send their error page as application/octet-stream. */
function startsLikeWebPage(chunk: Uint8Array): boolean {
  const start = new TextDecoder().decode(chunk.subarray(0, 64)).trimStart();
  return /^<(!doctype html|html)/i.test(start);
}
