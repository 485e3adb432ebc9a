/** Reads the next one while the current one is being used. Whoever stops early waits for what is under way. */
export async function* readAhead<Item>(pages: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = pages[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const current = await next;
      if (current.done === true) return;
      next = iterator.next();
      // Its failure is met when its turn comes; until then it must not count as unhandled.
      next.catch(() => undefined);
      yield current.value;
    }
  } finally {
    await next.catch(() => undefined);
    await iterator.return?.();
  }
}
