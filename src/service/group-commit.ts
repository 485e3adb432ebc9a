/**
 * Commits what arrives while a commit is under way together in the next one: one transaction serves many callers, and
 * each is answered only when its own item is committed. An item that cannot be committed fails its own caller alone.
 */
export function groupCommit<Item, Result>(
  commit: (items: readonly Item[]) => Promise<Result>,
): (item: Item) => Promise<Result> {
  let waiting: { readonly items: Item[]; readonly committed: Promise<Result> } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return async (item) => {
    if (waiting === null) {
      const items: Item[] = [];
      const committed = last
        .catch(() => undefined)
        .then(() => {
          waiting = null;
          return commit(items);
        });
      waiting = { items, committed };
      last = committed;
    }
    const group = waiting;
    group.items.push(item);
    try {
      return await group.committed;
    } catch (error) {
      if (group.items.length === 1) throw error;
      return commit([item]);
    }
  };
}
