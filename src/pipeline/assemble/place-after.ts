/** How many items, which are in order of their days, lie on or before a day. */
export function placeAfter<Item>(items: readonly Item[], day: number, dayOf: (item: Item) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && dayOf(item) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
