// What the model store needs from the outside world, one interface each; adapters/ has the browser's.

/**
 * One GET. There is no method and no body to give, so nothing can be uploaded through it.
 * @throws anything when no answer comes
 */
export type HttpGet = (
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<Response>;

export type StorageKind = 'opfs' | 'cache' | 'memory';

/** Named byte strings that outlive the page, except in memory. Names may hold slashes; there are no folders. */
export interface ByteStore {
  readonly kind: StorageKind;
  /** @returns bytes, or undefined where there is no such file */
  size(name: string): Promise<number | undefined>;
  /** @throws where the file is shorter than `offset + length` */
  read(name: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Adds to the end of a file, which is made where it is missing. When this resolves, the bytes survive a killed tab.
   * @throws an error named `QuotaExceededError` where they do not fit
   */
  append(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Replaces `to`. A crash leaves `to` as it was, absent or whole, never in between. */
  rename(from: string, to: string): Promise<void>;
  /** No error where there is no such file. */
  delete(name: string): Promise<void>;
  list(): Promise<readonly string[]>;
}

export interface Quota {
  /** @returns bytes that still fit, or undefined where the host does not say */
  freeBytes(): Promise<number | undefined>;
  /** Asks the host to keep what is stored. @returns whether it promised to */
  persist(): Promise<boolean>;
}

export interface LockOptions {
  readonly signal?: AbortSignal;
  /** Called when somebody else holds the lock, before waiting. What it throws ends the wait. */
  readonly onWait?: () => void;
}

/** Locks by name that all tabs of the page share. */
export interface Locks {
  hold<T>(name: string, options: LockOptions, task: () => Promise<T>): Promise<T>;
}
