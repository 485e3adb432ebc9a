import { readConfig } from '../config.ts';
import { type RecordedDelivery } from '../model/webhook.ts';
import { WEBHOOKS } from '../sources/webhooks.ts';
import { singlePortal } from './portal-book.ts';
import { createReceiver } from './receive.ts';
import { type Environment, type Runtime } from './runtime.ts';

/**
 * Takes deliveries of source systems as the service takes them, signatures included, as if each arrived at its own
 * time. Nobody is scored again because of them: that is for the run that follows.
 */
export async function replayDeliveries(
  env: Environment,
  { deps, store }: Runtime,
  deliveries: readonly RecordedDelivery[],
): Promise<void> {
  const config = readConfig(env);
  let now = deps.clock();
  const receiver = createReceiver({
    store,
    book: singlePortal(deps, config),
    queue: { enqueue: async () => false },
    log: deps.log,
    clock: () => now,
    arrivedAt: () => now,
    vendors: WEBHOOKS,
    hubspot: null,
    atOnce: [],
    debounceSeconds: 0,
  });
  const url = config.PULSO_PUBLIC_URL ?? 'http://127.0.0.1';
  for (const { source, at, headers, body } of deliveries) {
    now = new Date(at);
    const request = { method: 'POST', url: `${url}/webhooks/${source}`, headers, body: Buffer.from(body) };
    await receiver.receive(source, deps.portalId, request);
  }
  await receiver.drain();
}
