// Asks a server for a file from some byte on, and says what the answer is worth (RFC 9110, sections 13 and 14).

import {
  DownloadStoppedError,
  HttpStatusError,
  HubUnreachableError,
  WebPageError,
} from './downloadErrors.ts';
import type { HttpGet } from './ports.ts';

export interface RangeRequest {
  readonly file: string;
  readonly url: string;
  /** First byte wanted. */
  readonly offset: number;
  /** Of the answer that the bytes before `offset` came from. */
  readonly etag: string | undefined;
  /** The caller's own signal: tells a stop from a lost connection. */
  readonly stop: AbortSignal;
  readonly signal: AbortSignal;
}

export interface Bytes {
  /** `rest`: from `offset` on. `whole`: from byte 0, whatever was asked. */
  readonly kind: 'rest' | 'whole';
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly etag: string | undefined;
  /** Bytes of the whole file, where the server says. */
  readonly totalBytes: number | undefined;
}

/** `changed`: the file at the server is not the one that the bytes before `offset` belong to. */
export type RangeAnswer = Bytes | { readonly kind: 'changed' };

/** @throws DownloadError */
export async function requestRange(get: HttpGet, request: RangeRequest): Promise<RangeAnswer> {
  const response = await send(get, request);
  const { file, offset } = request;
  const etag = response.headers.get('etag') ?? undefined;
  if (response.status === 200 || response.status === 206) {
    if (response.headers.get('content-type')?.startsWith('text/html'))
      return refuse(response, new WebPageError(file));
    if (response.status === 200) return bytes('whole', response, etag, contentLength(response));
    const range = contentRange(response);
    const isOther = request.etag !== undefined && etag !== undefined && etag !== request.etag;
    if (!isOther && (range?.start ?? offset) === offset) return bytes('rest', response, etag, range?.total);
  }
  // 416: the file at the server ends before `offset`.
  const isRange = response.status === 206 || response.status === 416;
  if (!isRange || offset === 0)
    return refuse(response, new HttpStatusError(file, response.status, response.statusText));
  await response.body?.cancel();
  return { kind: 'changed' };
}

/**
 * `Range: bytes=0-` from the very start: browsers then ask for the plain bytes (`Accept-Encoding: identity`), and a simple
 * byte range needs no CORS preflight. `If-Range` needs one: a server that refuses it is asked again without; the ETag of
 * the answer and the file's hash stand guard then.
 */
async function send(
  get: HttpGet,
  { file, url, offset, etag, stop, signal }: RangeRequest,
): Promise<Response> {
  const range = { Range: `bytes=${offset}-` };
  const isStrong = etag !== undefined && !etag.startsWith('W/');
  try {
    if (offset > 0 && isStrong) {
      try {
        return await get(url, { ...range, 'If-Range': etag }, signal);
      } catch (error) {
        if (signal.aborted) throw error;
      }
    }
    return await get(url, range, signal);
  } catch (cause) {
    if (stop.aborted) throw new DownloadStoppedError(file, { cause });
    throw new HubUnreachableError(file, url, { cause });
  }
}

async function refuse(response: Response, error: Error): Promise<never> {
  await response.body?.cancel();
  throw error;
}

function bytes(
  kind: Bytes['kind'],
  response: Response,
  etag: string | undefined,
  totalBytes: number | undefined,
): Bytes {
  return { kind, body: response.body ?? new Blob([]).stream(), etag, totalBytes };
}

/** Undefined for an encoded answer, whose length is that of the code. */
function contentLength({ headers }: Response): number | undefined {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? undefined : Number(length);
}

/** `bytes 7-99/100`; undefined where the header is missing or, across origins, hidden. */
function contentRange({ headers }: Response): { start: number; total: number | undefined } | undefined {
  const match = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
  if (match === null) return undefined;
  return { start: Number(match[1]), total: match[2] === '*' ? undefined : Number(match[2]) };
}
