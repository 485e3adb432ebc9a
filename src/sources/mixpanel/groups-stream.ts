import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
import { groupAccount, type RollupRules } from '../events/index.ts';
import { type SourceDeps } from '../http/deps.ts';
import { jsonFrom } from '../http/json.ts';
import { type Mapped, pageOf, setAside, textAt } from '../mapped.ts';
import { authorization, MIXPANEL, type MixpanelAccess, queryAddress } from './api.ts';

const STREAM = 'groups';

/** Place in a query; Mixpanel keeps its result for a while under the session. `null`: nothing under way. */
const groupsCursor = z.object({ page: z.number().int().positive(), session: z.string() }).nullable();
export type GroupsCursor = z.infer<typeof groupsCursor>;

const answer = z.object({
  page: z.number().int(),
  page_size: z.number().int().positive(),
  session_id: z.string(),
  results: z.array(z.unknown()),
});

const profile = z.object({
  $distinct_id: z.union([z.string().min(1), z.number().transform(String)]),
  $properties: z.looseObject({}),
});

/** Group profiles (`POST /api/query/engage`): names, domains and HubSpot ids of the accounts in the events. */
export function groupsStream(
  access: MixpanelAccess,
  dataGroupId: string,
  rules: RollupRules,
  deps: SourceDeps,
): Stream<GroupsCursor> {
  return {
    name: STREAM,
    cursor: groupsCursor,
    async *pull(context, cursor) {
      let place = cursor;
      do {
        const page = await query(access, dataGroupId, place, context, deps);
        const next = page.results.length < page.page_size ? null : nextPlace(page);
        const mapped = page.results.map((raw) => mapGroup(raw, rules));
        yield pageOf<GroupsCursor>(next, page.results.length, mapped) satisfies Page<GroupsCursor>;
        place = next;
      } while (place !== null);
    },
  };
}

function nextPlace({ page, session_id: session }: z.infer<typeof answer>): GroupsCursor {
  return { page: page + 1, session };
}

/** A session that has expired starts the query over. */
async function query(
  access: MixpanelAccess,
  dataGroupId: string,
  place: GroupsCursor,
  context: PullContext,
  deps: SourceDeps,
): Promise<z.infer<typeof answer>> {
  const form = new URLSearchParams({ data_group_id: dataGroupId });
  if (place !== null) {
    form.set('page', String(place.page));
    form.set('session_id', place.session);
  }
  const request = {
    upstream: MIXPANEL,
    url: queryAddress(access, 'engage'),
    headers: {
      authorization: authorization(access),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: form.toString(),
    signal: context.signal,
  };
  try {
    return await jsonFrom(request, deps, answer);
  } catch (error) {
    if (place === null || !(error instanceof AppError) || error.code !== 'upstream-rejected') throw error;
    return query(access, dataGroupId, null, context, deps);
  }
}

function mapGroup(raw: unknown, rules: RollupRules): Mapped {
  const group = profile.safeParse(raw);
  if (!group.success) return setAside(STREAM, textAt(raw, '$distinct_id'), group.error);
  const { $distinct_id: id, $properties: properties } = group.data;
  const named = { name: properties.$name, ...properties };
  const account = groupAccount(id, [], JSON.stringify(named), rules);
  return { accounts: [{ ...account, states: ['hubspotCompanyId', 'domains'] }] };
}
