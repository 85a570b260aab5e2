// The wire format between threads: one typed map of methods for each interface that crosses, and the messages derived from it.

import type {
  AttentionOutcome,
  EngineInfo,
  FrameOutcome,
  FrameRequest,
  LoadOptions,
  LoadProgress,
  PaneId,
  PanePixels,
  PaneResult,
  PictureRequest,
  RenderOutcome,
} from './engine.ts';
import type { WireError } from './errors.ts';
import type { DownloadProgress, LocalFile, ModelCard } from './library.ts';

/** What a method takes, returns and reports meanwhile. */
interface Method {
  readonly args: readonly unknown[];
  readonly result: unknown;
  readonly event: unknown;
}

/** Bound of every map below: interfaces have no index signature. */
export type MethodMap<M> = { readonly [K in keyof M]: Method };

/** `ImageEngine`, from the page to the engine's worker. */
export interface EngineMethods {
  /** Gives the engine the port through which the library's worker serves model files (`FolderMethods`). */
  connectModels: { args: [port: MessagePort]; result: void; event: never };
  load: { args: [options: LoadOptions | undefined]; result: EngineInfo; event: LoadProgress };
  describe: { args: []; result: EngineInfo; event: never };
  attachCanvas: { args: [id: PaneId, canvas: OffscreenCanvas]; result: void; event: never };
  generate: { args: [request: FrameRequest]; result: FrameOutcome; event: PaneResult };
  cancel: { args: []; result: void; event: never };
  readPixels: { args: [id: PaneId]; result: PanePixels; event: never };
  render: { args: [request: PictureRequest]; result: RenderOutcome; event: never };
  readAttention: { args: [request: PictureRequest]; result: AttentionOutcome; event: never };
  cancelRenders: { args: []; result: void; event: never };
}

/** `ModelLibrary`, from the page to the library's worker. */
export interface LibraryMethods {
  /** Comes first. @param hub address of the hub; default: the public one */
  start: { args: [hub: string | undefined]; result: void; event: never };
  /** Serves model files (`FolderMethods`) on this port from now on. */
  serveModels: { args: [port: MessagePort]; result: void; event: never };
  list: { args: []; result: readonly ModelCard[]; event: never };
  download: { args: [modelId: string, licenceUrl: string]; result: ModelCard; event: DownloadProgress };
  pause: { args: [modelId: string]; result: void; event: never };
  delete: { args: [modelId: string]; result: void; event: never };
  addLocal: { args: [files: readonly LocalFile[]]; result: ModelCard; event: never };
}

/** `OpenFolder` and `ModelFolder`, from the engine's worker to the library's worker. */
export interface FolderMethods {
  open: { args: [modelId: string]; result: ReadonlyMap<string, number>; event: never };
  read: {
    args: [modelId: string, path: string, offset: number, length: number];
    result: Uint8Array<ArrayBuffer>;
    event: never;
  };
}

/** `id` is unique among the requests of one client. */
export type RequestMessage<M extends MethodMap<M>> = {
  [K in keyof M]: { readonly id: number; readonly method: K; readonly args: M[K]['args'] };
}[keyof M];

/** Any number of events, then exactly one result or error, all under the id of the request; `lost` comes unasked. */
export type ReplyMessage<M extends MethodMap<M>> =
  | { readonly kind: 'event'; readonly id: number; readonly event: M[keyof M]['event'] }
  | { readonly kind: 'result'; readonly id: number; readonly result: M[keyof M]['result'] }
  | { readonly kind: 'error'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'lost'; readonly error: WireError };
