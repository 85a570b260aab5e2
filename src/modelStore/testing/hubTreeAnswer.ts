// The hub's list of a repository's files, as api/models/{repository}/tree/{revision} gives it.

import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** What is wrong with lists of files. */
export interface ListingFault {
  readonly status?: number;
  /** Sends this instead. */
  readonly page?: { readonly type: string; readonly text: string };
  /** Entries to a page; the `Link` header names the next one. */
  readonly pageSize?: number;
  /** Files of this many bytes and more lie outside git, under their sha256. */
  readonly lfsFrom?: number;
  /** Origin of the links to next pages: a mirror may pass on those of the hub that it mirrors. */
  readonly linkOrigin?: string;
}

/** @param files by path below the hub: `{repository}/resolve/{revision}/{path}` */
export function answerTree(
  response: ServerResponse,
  url: URL,
  files: ReadonlyMap<string, Uint8Array>,
  { status, page, pageSize = 1000, lfsFrom = 10_000, linkOrigin = url.origin }: ListingFault,
): void {
  if (page !== undefined) {
    response.writeHead(200, { 'content-type': page.type }).end(page.text);
    return;
  }
  const [, repository, revision] = /^\/api\/models\/([^/]+\/[^/]+)\/tree\/(.+)$/.exec(url.pathname) ?? [];
  const prefix = `${repository}/resolve/${revision}/`;
  const found = [...files].filter(([path]) => path.startsWith(prefix));
  if (status !== undefined || found.length === 0) {
    response.writeHead(status ?? 404, { 'content-type': 'application/json' }).end('{"error":"no"}');
    return;
  }
  const entries = entriesOf(
    found.map(([path, bytes]) => [path.slice(prefix.length), bytes] as const),
    lfsFrom,
  );
  const start = Number(url.searchParams.get('cursor') ?? 0);
  const end = start + pageSize;
  const next = new URL(url.pathname, linkOrigin);
  next.search = `?recursive=true&cursor=${end}`;
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    ...(end < entries.length && { link: `<${next.href}>; rel="next"` }),
  });
  response.end(JSON.stringify(entries.slice(start, end)));
}

function entriesOf(files: readonly (readonly [string, Uint8Array])[], lfsFrom: number): object[] {
  const folders = new Set(files.map(([path]) => path.slice(0, path.lastIndexOf('/'))).filter(Boolean));
  return [
    ...Array.from(folders, (path) => ({ type: 'directory', oid: gitOid(new Uint8Array()), size: 0, path })),
    ...files.map(([path, bytes]) => fileEntry(path, bytes, lfsFrom)),
  ];
}

function fileEntry(path: string, bytes: Uint8Array, lfsFrom: number): object {
  const { byteLength: size } = bytes;
  if (size < lfsFrom) return { type: 'file', oid: gitOid(bytes), size, path };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${size}\n`;
  const oid = gitOid(new TextEncoder().encode(pointer));
  return { type: 'file', oid, size, lfs: { oid: sha256, size, pointerSize: pointer.length }, path };
}

/** `git hash-object`. */
function gitOid(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
