// A real HTTP server that hands out files, and lists of them, the way a model hub does, or badly, as a test tells it to.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerTree, type ListingFault } from './hubTreeAnswer.ts';

/** What is wrong with one answer. */
export interface Fault {
  /** Answers 200 with the whole file, whatever range was asked for. */
  readonly ignoresRange?: boolean;
  /** Kills the connection after this many bytes of the body. */
  readonly cutAfter?: number;
  /** Sends this many bytes of the body and then nothing, for ever. */
  readonly silentAfter?: number;
  /** Flips a bit of the byte at this position of the file. */
  readonly corruptAt?: number;
  /** Sends other contents, ETag and all. */
  readonly replacedBy?: Uint8Array;
  /** Sends this text, as this type, with status 200. */
  readonly page?: { readonly type: string; readonly text: string };
  readonly status?: number;
  /** `null`: no ETag at all. */
  readonly etag?: string | null;
  /** Sends without Content-Length and without the total in Content-Range. */
  readonly hidesLength?: boolean;
  /** Answers 206 with a range that starts this many bytes too late. */
  readonly shiftedBy?: number;
  /** Milliseconds between pieces of 64 KiB. */
  readonly slowness?: number;
  /** Called when the request has come, before the answer. */
  readonly onRequest?: () => void | Promise<void>;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly bodyBytes: number;
}

export class HubServer {
  /** Requests of files. */
  readonly requests: SeenRequest[] = [];
  /** How many times a list of files was asked for. */
  listings = 0;
  /** Holds for every answer for which `next` has nothing. */
  always: Fault = {};
  /** Holds for every list of files; the faults of files leave those alone. */
  listing: ListingFault = {};
  #next: Fault[] = [];
  readonly #files: Map<string, Uint8Array>;
  readonly #server: Server;
  /** Stays after `close`: an address where nobody answers. */
  baseUrl = '';

  private constructor(files: Readonly<Record<string, Uint8Array>>) {
    this.#files = new Map(Object.entries(files));
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(files: Readonly<Record<string, Uint8Array>>): Promise<HubServer> {
    const hub = new HubServer(files);
    await new Promise<void>((resolve) => hub.#server.listen(0, '127.0.0.1', resolve));
    hub.baseUrl = `http://127.0.0.1:${(hub.#server.address() as AddressInfo).port}/`;
    return hub;
  }

  /** Adds a file, or replaces it. */
  put(path: string, bytes: Uint8Array): void {
    this.#files.set(path, bytes);
  }

  /** The next answers that are files, one fault each. */
  next(...faults: readonly Fault[]): void {
    this.#next = [...faults];
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let bodyBytes = 0;
    for await (const chunk of request) bodyBytes += (chunk as Uint8Array).byteLength;
    const path = (request.url ?? '').slice(1);
    const { range } = request.headers;
    const ifRange = request.headers['if-range'] as string | undefined;
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    if (path.startsWith('api/')) {
      this.listings += 1;
      answerTree(response, new URL(path, this.baseUrl), this.#files, this.listing);
      return;
    }
    this.requests.push({ method: request.method ?? '', path, range, ifRange, bodyBytes });
    const fault = this.#next.shift() ?? this.always;
    await fault.onRequest?.();
    const file = fault.replacedBy ?? this.#files.get(path);
    if (fault.status !== undefined || file === undefined) {
      response.writeHead(fault.status ?? 404).end('no');
      return;
    }
    if (fault.page !== undefined) {
      response.writeHead(200, { 'content-type': fault.page.type }).end(fault.page.text);
      return;
    }
    const etag = fault.etag === undefined ? `"v${file.byteLength}-${file[0]}"` : (fault.etag ?? undefined);
    sendFile(response, corrupted(file, fault.corruptAt), etag, startOf(range, ifRange, etag, fault), fault);
  }
}

/** As the hub sends them, so that pages of any origin may read its answers. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'range, if-range',
  'access-control-expose-headers': 'ETag, Link, Accept-Ranges, Content-Range, X-Error-Code',
};

/** @returns first byte asked for, or undefined where the answer is the whole file */
function startOf(
  range: string | undefined,
  ifRange: string | undefined,
  etag: string | undefined,
  { ignoresRange }: Fault,
): number | undefined {
  const match = /^bytes=(\d+)-$/.exec(range ?? '');
  const isStale = ifRange !== undefined && ifRange !== etag;
  return match === null || ignoresRange || isStale ? undefined : Number(match[1]);
}

function sendFile(
  response: ServerResponse,
  file: Uint8Array,
  etag: string | undefined,
  start: number | undefined,
  fault: Fault,
): void {
  const { hidesLength = false, shiftedBy = 0 } = fault;
  if (start !== undefined && start >= file.byteLength) {
    response.writeHead(416, { 'content-range': `bytes */${file.byteLength}` }).end();
    return;
  }
  const from = (start ?? 0) + (start === undefined ? 0 : shiftedBy);
  const body = file.subarray(from);
  const total = hidesLength ? '*' : file.byteLength;
  response.writeHead(start === undefined ? 200 : 206, {
    'content-type': 'application/octet-stream',
    ...(etag !== undefined && { etag }),
    ...(!hidesLength && { 'content-length': body.byteLength }),
    ...(start !== undefined && { 'content-range': `bytes ${from}-${file.byteLength - 1}/${total}` }),
  });
  const limit = fault.cutAfter ?? fault.silentAfter;
  if (fault.slowness !== undefined) {
    void sendSlowly(response, body, fault.slowness);
    return;
  }
  if (limit === undefined) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, limit), () => {
    // The client gets the time to read what was sent: an aborted connection may drop what lies in its buffers.
    if (fault.cutAfter !== undefined) setTimeout(() => response.destroy(), 50);
  });
}

async function sendSlowly(response: ServerResponse, body: Uint8Array, milliseconds: number): Promise<void> {
  for (let at = 0; at < body.byteLength && !response.destroyed; at += 2 ** 16) {
    response.write(body.subarray(at, at + 2 ** 16));
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
  response.end();
}

function corrupted(file: Uint8Array, position: number | undefined): Uint8Array {
  if (position === undefined) return file;
  const copy = file.slice();
  copy[position] = (copy[position] ?? 0) ^ 1;
  return copy;
}
