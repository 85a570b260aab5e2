// The downloads that run now, at most one a model: a second call joins it, and a pause waits until it has stopped.

import type { DownloadProgress } from '../../protocol/library.ts';

type Report = (progress: DownloadProgress) => void;

interface Running {
  readonly listeners: Set<Report>;
  readonly stop: AbortController;
  readonly done: Promise<void>;
  last: DownloadProgress | undefined;
}

export class RunningDownloads {
  readonly #running = new Map<string, Running>();

  /** Runs `task`, or waits for the one that runs already; hears of its progress either way. */
  async join(
    modelId: string,
    onProgress: Report,
    task: (report: Report, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const found = this.#running.get(modelId);
    if (found === undefined || found.stop.signal.aborted) return this.#start(modelId, onProgress, task);
    found.listeners.add(onProgress);
    if (found.last) onProgress(found.last);
    return found.done;
  }

  /** What has arrived is kept. No error where nothing runs. */
  async stop(modelId: string): Promise<void> {
    const found = this.#running.get(modelId);
    found?.stop.abort();
    await found?.done.catch(() => {}); // its callers hear of it
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((modelId) => this.stop(modelId)));
  }

  async #start(
    modelId: string,
    onProgress: Report,
    task: (report: Report, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const stop = new AbortController();
    const listeners = new Set([onProgress]);
    const report = (progress: DownloadProgress) => {
      running.last = progress;
      for (const listener of listeners) listener(progress);
    };
    const done = Promise.resolve().then(() => task(report, stop.signal));
    const running: Running = { listeners, stop, done, last: undefined };
    this.#running.set(modelId, running);
    try {
      await done;
    } finally {
      if (this.#running.get(modelId) === running) this.#running.delete(modelId);
    }
  }
}
