// All files of a repository with sizes and hashes: `GET {hub}/api/models/{repository}/tree/{revision}?recursive=true`, page by page.

import { SteerawayError } from '../lib/errors.ts';
import type { HubSource } from '../models/index.ts';
import {
  DownloadStoppedError,
  HttpStatusError,
  HubUnreachableError,
  WebPageError,
} from './downloadErrors.ts';
import { isFileHash, type FileHash } from './fileHash.ts';
import { HubGatedError, HubListingUnreadableError, HubRepositoryMissingError } from './hubErrors.ts';
import type { HttpGet } from './ports.ts';

export interface TreeFile {
  /** In the repository. */
  readonly path: string;
  readonly bytes: number;
  readonly hash: FileHash;
}

/** `ListFileEntry` of huggingface.js (packages/hub/src/lib/list-files.ts): `oid` is git's name of the blob, `lfs.oid` a sha256. */
interface TreeEntry {
  readonly type: string;
  readonly path: string;
  readonly size: number;
  readonly oid: string;
  readonly lfs?: { readonly oid: string; readonly size: number };
}

/** A page holds about a thousand entries: a pipeline has far fewer, and a hub that never ends must not hold us for ever. */
const MAX_PAGES = 100;
const PAGE_MILLISECONDS = 60_000;

/** @throws HubGatedError, HubRepositoryMissingError, HubListingUnreadableError, or a DownloadError */
export async function readTree(
  get: HttpGet,
  hub: string,
  source: HubSource,
  signal: AbortSignal,
): Promise<readonly TreeFile[]> {
  const { repository, revision } = source;
  const files: TreeFile[] = [];
  let url: URL | undefined = new URL(`api/models/${repository}/tree/${revision}?recursive=true`, hub);
  for (let page = 0; url !== undefined; page += 1) {
    if (page === MAX_PAGES) throw unreadable(source, url, `it has over ${MAX_PAGES} pages`);
    const { body, link } = await readPage(get, source, url, signal);
    files.push(...readEntries(source, url, body));
    url = nextPage(link, url);
  }
  return files;
}

async function readPage(
  get: HttpGet,
  source: HubSource,
  url: URL,
  signal: AbortSignal,
): Promise<{ body: string; link: string | null }> {
  const what = `the list of files of ${source.repository}`;
  try {
    const response = await get(
      url.href,
      {},
      AbortSignal.any([signal, AbortSignal.timeout(PAGE_MILLISECONDS)]),
    );
    const { headers } = response;
    if (response.ok && !headers.get('content-type')?.startsWith('text/html'))
      return { body: await response.text(), link: headers.get('link') };
    await response.body?.cancel();
    throw refusal(response, source, url, what);
  } catch (cause) {
    if (signal.aborted) throw new DownloadStoppedError(what, { cause });
    throw cause instanceof SteerawayError ? cause : new HubUnreachableError(what, url.href, { cause });
  }
}

function refusal({ ok, status, statusText }: Response, source: HubSource, url: URL, what: string): Error {
  const { repository, revision } = source;
  if (ok) return new WebPageError(what);
  // The repository's page has the listing's address without `api/models/` and `/tree/...`.
  const home = url.href.replace('api/models/', '').replace(/\/tree\/.*$/, '');
  if (status === 401 || status === 403) return new HubGatedError(repository, status, home);
  if (status === 404) return new HubRepositoryMissingError(repository, revision, url.host);
  return new HttpStatusError(what, status, statusText);
}

/** @throws HubListingUnreadableError */
function readEntries(source: HubSource, url: URL, body: string): TreeFile[] {
  const entries = parse(source, url, body);
  if (!Array.isArray(entries)) throw unreadable(source, url, 'it is not a list');
  return entries
    .filter((entry) => (entry as Partial<TreeEntry> | null)?.type !== 'directory')
    .map((entry) => {
      const file = fileOf(entry as Partial<TreeEntry> | null);
      if (file === undefined) throw unreadable(source, url, 'an entry has no path, size or hash');
      return file;
    });
}

function parse(source: HubSource, url: URL, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw unreadable(source, url, 'it is not JSON', { cause });
  }
}

/** Large files are kept outside git (LFS), under their sha256; git itself then holds only a pointer. */
function fileOf(entry: Partial<TreeEntry> | null): TreeFile | undefined {
  const hash = entry?.lfs ? `sha256:${entry.lfs.oid}` : `git-sha1:${entry?.oid}`;
  const bytes = entry?.lfs?.size ?? entry?.size;
  if (typeof entry?.path !== 'string' || !Number.isSafeInteger(bytes) || !isFileHash(hash)) return undefined;
  return { path: entry.path, bytes: Number(bytes), hash };
}

/**
 * `Link: <https://...?cursor=...>; rel="next"` (RFC 8288). Only the query is taken: a mirror may pass on links to the hub
 * that it mirrors.
 */
function nextPage(link: string | null, url: URL): URL | undefined {
  const target = /<([^>]*)>;\s*rel="?next"?/.exec(link ?? '')?.[1];
  if (target === undefined) return undefined;
  const next = new URL(url);
  next.search = new URL(target, url).search;
  return next;
}

function unreadable({ repository }: HubSource, url: URL, reason: string, options?: ErrorOptions): Error {
  return new HubListingUnreadableError(repository, url.host, reason, options);
}
