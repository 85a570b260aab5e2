// A small least-recently-used map that says good-bye to what it drops.

export class LruMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();

  constructor(
    readonly capacity: number,
    readonly onEvict: (value: Value) => void,
  ) {}

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.set(key, value);
    if (this.#entries.size <= this.capacity) return;
    for (const [oldest, dropped] of this.#entries) {
      this.#entries.delete(oldest);
      this.onEvict(dropped);
      return;
    }
  }

  clear(): void {
    for (const value of this.#entries.values()) this.onEvict(value);
    this.#entries.clear();
  }
}
