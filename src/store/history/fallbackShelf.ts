// A shelf that may fail, with memory behind it: what cannot be stored is kept until the page closes, and somebody is told.
import { RemovalRefusedError } from './errors.ts';
import type { HistoryEntry, HistoryShelf, KeptFiles } from './historyShelf.ts';
import { MemoryShelf } from './memoryShelf.ts';
import { isReadableEntry } from './readableEntry.ts';

export class FallbackShelf implements HistoryShelf {
  readonly #main: Promise<HistoryShelf | null>;
  readonly #memory = new MemoryShelf();
  readonly #onTrouble: (error: unknown) => void;

  /** @param onTrouble hears of the main shelf's failures; no method but `remove` rejects because of one */
  constructor(open: () => Promise<HistoryShelf>, onTrouble: (error: unknown) => void) {
    this.#onTrouble = onTrouble;
    this.#main = open().catch((error: unknown) => {
      onTrouble(error);
      return null;
    });
  }

  /** What another version of the page left behind unreadable is left out. */
  async list(): Promise<readonly HistoryEntry[]> {
    const stored = ((await this.#try((main) => main.list())) ?? []).filter(isReadableEntry);
    return [...stored.filter(({ id }) => !this.#memory.has(id)), ...(await this.#memory.list())];
  }

  async read(id: string): Promise<KeptFiles | undefined> {
    return (await this.#memory.read(id)) ?? (await this.#try((main) => main.read(id)));
  }

  async put(entry: HistoryEntry, files?: KeptFiles): Promise<void> {
    if (!this.#memory.has(entry.id)) {
      const stored = await this.#try(async (main) => {
        await main.put(entry, files);
        return true;
      });
      if (stored) return;
    }
    await this.#memory.put(entry, files);
  }

  /** @throws RemovalRefusedError; then nothing is removed */
  async remove(ids: readonly string[]): Promise<void> {
    const main = await this.#main;
    try {
      await main?.remove(ids);
    } catch (error) {
      throw new RemovalRefusedError(ids.length, { cause: error });
    }
    await this.#memory.remove(ids);
  }

  onChange(listener: () => void): void {
    void this.#try(async (main) => main.onChange(listener));
  }

  async #try<Value>(use: (main: HistoryShelf) => Promise<Value>): Promise<Value | undefined> {
    const main = await this.#main;
    if (!main) return undefined;
    try {
      return await use(main);
    } catch (error) {
      this.#onTrouble(error);
      return undefined;
    }
  }
}
