import { type Message } from '../model/messages/message.ts';
import { type Quarantined } from '../model/source.ts';

const MAX_NAMED = 20;

interface Fault {
  readonly reason: Message;
  readonly ids: string[];
  count: number;
}

/** Records of a page that do not count, by reason: the first of each reason with their ids, the rest as a number. */
export class FaultTally {
  readonly #faults = new Map<string, Fault>();

  /** @param records how many records it stands for, of which one has the id */
  add(reason: Message, recordId: string | null, records = 1): void {
    const key = JSON.stringify(reason);
    const known = this.#faults.get(key) ?? { reason, ids: [], count: 0 };
    known.count += records;
    if (recordId !== null && known.ids.length < MAX_NAMED) known.ids.push(recordId);
    this.#faults.set(key, known);
  }

  report(stream: string): Quarantined[] {
    return [...this.#faults.values()].flatMap(({ reason, ids, count }) => {
      const named = ids.map((recordId) => ({ stream, recordId, reason }));
      const rest = count - ids.length;
      return rest === 0 ? named : [...named, { stream, recordId: null, reason, records: rest }];
    });
  }
}
