import { z } from 'zod';
import { type IntercomApi } from './api.ts';
import { contact, type Contact } from './shapes.ts';

/** The most filters Intercom takes in a group, and a list of ids counts as so many. */
const IDS_PER_SEARCH = 15;

const answer = z.object({ data: z.array(z.unknown()) });

/** Looks up contacts by id, each at most once in a pull. */
export interface ContactBook {
  /** Fetches those that are not known yet. */
  learn(ids: Iterable<string>, signal: AbortSignal): Promise<void>;
  /** undefined: it was deleted, or cannot be read. */
  find(id: string): Contact | undefined;
}

export function createContactBook(api: IntercomApi): ContactBook {
  const known = new Map<string, Contact | undefined>();
  return {
    find: (id) => known.get(id),
    async learn(ids, signal) {
      const unknown = [...new Set(ids)].filter((id) => !known.has(id));
      for (let start = 0; start < unknown.length; start += IDS_PER_SEARCH) {
        const batch = unknown.slice(start, start + IDS_PER_SEARCH);
        const query = { field: 'id', operator: 'IN', value: batch };
        const body = { query, pagination: { per_page: IDS_PER_SEARCH } };
        const { data } = await api.search('contacts/search', body, answer, signal);
        for (const id of batch) known.set(id, undefined);
        for (const found of data.flatMap((raw) => contact.safeParse(raw).data ?? [])) {
          known.set(found.id, found);
        }
      }
    },
  };
}
