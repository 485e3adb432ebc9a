import { type Quarantined } from '../model/source.ts';

const MAX_NAMED = 20;

/** Records of a page that do not count, by reason: the first of each reason with their ids, the rest as a number. */
export class FaultTally {
  readonly #noun: string;
  readonly #faults = new Map<string, { readonly ids: string[]; count: number }>();

  /** @param noun what one record is called, in the singular */
  constructor(noun: string) {
    this.#noun = noun;
  }

  /** @param records how many records it stands for, of which one has the id */
  add(reason: string, recordId: string | null, records = 1): void {
    const known = this.#faults.get(reason) ?? { ids: [], count: 0 };
    known.count += records;
    if (recordId !== null && known.ids.length < MAX_NAMED) known.ids.push(recordId);
    this.#faults.set(reason, known);
  }

  report(stream: string): Quarantined[] {
    return [...this.#faults].flatMap(([reason, { ids, count }]) => {
      const named = ids.map((recordId) => ({ stream, recordId, reason }));
      const rest = count - ids.length;
      if (rest === 0) return named;
      const label = `${rest} ${this.#noun}${rest === 1 ? '' : 's'}${ids.length > 0 ? ' more' : ''}`;
      return [...named, { stream, recordId: null, reason: `${label}: ${reason}` }];
    });
  }
}
