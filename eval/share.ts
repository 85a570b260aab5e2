// The share of items that pass, to four digits, null when there are none.

export function share<Item>(items: readonly Item[], passes: (item: Item) => boolean): number | null {
  if (items.length === 0) return null;
  return Number((items.filter(passes).length / items.length).toFixed(4));
}
