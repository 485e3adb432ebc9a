import { z } from 'zod';
import { type Stream } from '../../model/source.ts';
import { type Mapped, pageOf, setAside } from '../mapped.ts';
import { type ZendeskApi } from './api.ts';
import { incrementalCursor, type IncrementalCursor, incrementalPages } from './incremental.ts';
import { organizationAccount } from './requesters.ts';
import { recordId, user } from './shapes.ts';

const STREAM = 'users';
const answer = z.object({ users: z.array(z.unknown()) });

/** Customers' users: their addresses tell whose organization it is where it states no domain itself. */
export function usersStream(api: ZendeskApi): Stream<IncrementalCursor> {
  return {
    name: STREAM,
    cursor: incrementalCursor,
    async *pull(context, from) {
      const everything = { ...context, since: '1970-01-01' };
      const options = { schema: answer, query: {} };
      for await (const page of incrementalPages(api, 'incremental/users/cursor', options, everything, from)) {
        const { users } = page.objects;
        yield pageOf(page.cursor, users.length, users.map(mapUser));
      }
    },
  };
}

function mapUser(raw: unknown): Mapped {
  const parsed = user.safeParse(raw);
  if (!parsed.success) return setAside(STREAM, recordId(raw), parsed.error);
  const { organization_id: id, email, role } = parsed.data;
  if (id === null || !email || (role != null && role !== 'end-user')) return {};
  return { accounts: [organizationAccount(id, email)] };
}
