// The last few of something that is made for a situation and found again by looking at it: no key has to be built.

export class Recent<Item> {
  /** Latest first. */
  readonly #items: Item[] = [];

  /**
   * @param capacity a handful: finding is a search
   * @param dispose called with each item that has to go
   */
  constructor(
    readonly capacity: number,
    readonly dispose: (item: Item) => void = () => {},
  ) {}

  /** The item that fits, which counts as used then. */
  find(fits: (item: Item) => boolean): Item | undefined {
    const index = this.#items.findIndex(fits);
    if (index > 0) this.#items.unshift(...this.#items.splice(index, 1));
    return index < 0 ? undefined : this.#items[0];
  }

  /** The item used least recently goes where there are too many. */
  add(item: Item): Item {
    this.#items.unshift(item);
    for (const old of this.#items.splice(this.capacity)) this.dispose(old);
    return item;
  }

  clear(): void {
    for (const item of this.#items.splice(0)) this.dispose(item);
  }
}
