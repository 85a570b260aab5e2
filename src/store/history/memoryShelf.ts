// A history that lasts as long as the page: for private windows, full disks and unit tests.
import type { HistoryEntry, HistoryShelf, KeptFiles } from './historyShelf.ts';

export class MemoryShelf implements HistoryShelf {
  readonly #entries = new Map<string, HistoryEntry>();
  readonly #files = new Map<string, KeptFiles>();

  async list(): Promise<readonly HistoryEntry[]> {
    return [...this.#entries.values()];
  }

  async read(id: string): Promise<KeptFiles | undefined> {
    return this.#files.get(id);
  }

  async put(entry: HistoryEntry, files?: KeptFiles): Promise<void> {
    this.#entries.set(entry.id, entry);
    if (files) this.#files.set(entry.id, files);
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#entries.delete(id);
      this.#files.delete(id);
    }
  }

  /** Nobody else has it, so nobody else changes it. */
  readonly onChange = (): void => {};

  has(id: string): boolean {
    return this.#entries.has(id);
  }
}
