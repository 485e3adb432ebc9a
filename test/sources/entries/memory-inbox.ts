import { type Delivery, type Inbox } from '../../../src/model/inbox.ts';

/** An inbox that holds these deliveries, handed out two at a time. */
export function memoryInbox(bodies: readonly (readonly [receivedAt: string, body: unknown])[]): Inbox {
  const all: Delivery[] = bodies.map(([receivedAt, body], index) => ({
    id: String(index + 1),
    receivedAt,
    body,
  }));
  return {
    async *read(_source, from, until) {
      const fitting = all.filter(
        ({ receivedAt }) => receivedAt >= from && (until === undefined || receivedAt < until),
      );
      for (let index = 0; index < fitting.length; index += 2) yield fitting.slice(index, index + 2);
    },
    oldest: async () => all[0]?.receivedAt ?? null,
    lastSaid: async () => new Map(),
  };
}
