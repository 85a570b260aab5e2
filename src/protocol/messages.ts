// The wire format between the page and the worker: one typed map of methods, and the messages derived from it.
import type { WireError } from './errors.ts';
import type {
  EngineInfo,
  FrameOutcome,
  FrameRequest,
  GuidanceMode,
  LoadOptions,
  LoadProgress,
  PanePixels,
  PaneResult,
} from './engine.ts';

/** Every method of `ImageEngine` that crosses the thread boundary, with what it takes, returns and reports meanwhile. */
export interface MethodMap {
  load: { args: [options: LoadOptions | undefined]; result: EngineInfo; event: LoadProgress };
  attachCanvas: { args: [mode: GuidanceMode, canvas: OffscreenCanvas]; result: void; event: never };
  generate: { args: [request: FrameRequest]; result: FrameOutcome; event: PaneResult };
  cancel: { args: []; result: void; event: never };
  readPixels: { args: [mode: GuidanceMode]; result: PanePixels; event: never };
}

export type MethodName = keyof MethodMap;
export type Args<M extends MethodName> = MethodMap[M]['args'];
export type Result<M extends MethodName> = MethodMap[M]['result'];
export type EventOf<M extends MethodName> = MethodMap[M]['event'];

/** Page to worker. `id` is unique within the life of one worker. */
export interface RequestOf<M extends MethodName> {
  readonly id: number;
  readonly method: M;
  readonly args: Args<M>;
}

export type RequestMessage = { [M in MethodName]: RequestOf<M> }[MethodName];

/** Worker to page: any number of events, then exactly one result or error, all under the id of the request; `lost` comes unasked. */
export type ReplyMessage =
  | { readonly kind: 'event'; readonly id: number; readonly event: EventOf<MethodName> }
  | { readonly kind: 'result'; readonly id: number; readonly result: Result<MethodName> }
  | { readonly kind: 'error'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'lost'; readonly error: WireError };
