import { z } from 'zod';
import { type Stream } from '../../model/source.ts';
import { type Mapped, pageOf, setAside } from '../mapped.ts';
import { type ZendeskApi } from './api.ts';
import { organization, recordId, type Organization } from './shapes.ts';

const STREAM = 'organizations';

/** Unix seconds from which on changes are read. */
const organizationsCursor = z.object({ startTime: z.number().int().nonnegative() });
export type OrganizationsCursor = z.infer<typeof organizationsCursor>;

const answer = z.object({
  organizations: z.array(z.unknown()),
  end_time: z.number().int().nullable(),
  end_of_stream: z.boolean(),
});

/**
 * Organizations by time of change, the only way Zendesk exports them: a page starts with what changed in the second
 * the last one ended with, so that objects repeat. All are read from the beginning of time, because old ones have
 * tickets too.
 *
 * @param companyIdField organization field with the HubSpot company id, or `external_id`
 */
export function organizationsStream(api: ZendeskApi, companyIdField: string): Stream<OrganizationsCursor> {
  return {
    name: STREAM,
    cursor: organizationsCursor,
    async *pull({ signal }, cursor) {
      for (let startTime = cursor?.startTime ?? 0; ;) {
        const query = { start_time: String(startTime), per_page: '1000' };
        const page = await api.get('incremental/organizations', query, answer, signal);
        const mapped = page.organizations.map((raw) => mapOrganization(raw, companyIdField));
        const endTime = page.end_time ?? startTime;
        yield pageOf({ startTime: endTime }, page.organizations.length, mapped);
        if (page.end_of_stream || endTime <= startTime) return;
        startTime = endTime;
      }
    },
  };
}

function mapOrganization(raw: unknown, companyIdField: string): Mapped {
  const parsed = organization.safeParse(raw);
  if (!parsed.success) return setAside(STREAM, recordId(raw), parsed.error);
  const { id, name, domain_names: domains, deleted_at: deletedAt } = parsed.data;
  if (deletedAt != null) return {};
  const hubspotCompanyId = statedCompanyId(parsed.data, companyIdField);
  return {
    accounts: [
      {
        externalId: id,
        name: name ?? null,
        domains: domains ?? [],
        emails: [],
        hubspotCompanyId,
        states: ['hubspotCompanyId', 'domains'],
      },
    ],
  };
}

function statedCompanyId(from: Organization, field: string): string | null {
  const value = field === 'external_id' ? from.external_id : from.organization_fields?.[field];
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  return text === '' ? null : text;
}
