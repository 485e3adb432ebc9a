/** HubSpot takes at most 100 records in a batch call. */
export const BATCH_SIZE = 100;

export function batchesOf<Item>(items: readonly Item[], size: number = BATCH_SIZE): Item[][] {
  const batches: Item[][] = [];
  for (let index = 0; index < items.length; index += size) batches.push(items.slice(index, index + size));
  return batches;
}

/**
 * Runs `work` on every item, `inFlight` at a time. After the first failure nothing new is started; what is under way
 * ends, then the failure is thrown.
 */
export async function forEachConcurrently<Item>(
  items: readonly Item[],
  inFlight: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let failure: { readonly error: unknown } | null = null;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      try {
        await work(item);
      } catch (error) {
        failure ??= { error };
      }
      if (failure !== null) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, items.length) }, worker));
  if (failure !== null) throw (failure as { error: unknown }).error;
}
