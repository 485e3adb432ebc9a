import { z } from 'zod';
import { type Stream } from '../../model/source.ts';
import { type Mapped, pageOf, setAside } from '../mapped.ts';
import { say } from '../../model/messages/message.ts';
import { type IntercomApi } from './api.ts';
import { company, recordId, type Company } from './shapes.ts';

const STREAM = 'companies';
const PER_PAGE = '60';
/** The list ends here, whatever is behind it. */
const LIST_LIMIT = 10_000;

/** Next page of the list. Companies cannot be selected by change: every run reads them all. */
const companiesCursor = z.object({ page: z.number().int().positive() });
export type CompaniesCursor = z.infer<typeof companiesCursor>;

const answer = z.object({
  data: z.array(z.unknown()),
  total_count: z.number().nullish(),
  pages: z.object({ total_pages: z.number().nullish() }).nullish(),
});

/**
 * All companies of a workspace. By the list and not by the scroll, which has no limit of 10,000 but moves on with
 * every request: after an answer that got lost on its way, its companies would never come.
 *
 * @param companyIdAttribute custom attribute with the HubSpot company id, or `company_id`
 */
export function companiesStream(api: IntercomApi, companyIdAttribute: string): Stream<CompaniesCursor> {
  return {
    name: STREAM,
    cursor: companiesCursor,
    async *pull({ signal }, from) {
      for (let page = from?.page ?? 1; ; page += 1) {
        const query = { page: String(page), per_page: PER_PAGE, order: 'asc' };
        const { data, pages, total_count: total } = await api.list('companies/list', query, answer, signal);
        const last = data.length === 0 || page >= (pages?.total_pages ?? 1);
        const mapped = data.map((raw) => mapCompany(raw, companyIdAttribute));
        const beyond = last ? beyondLimit(total ?? 0) : {};
        yield pageOf({ page: last ? 1 : page + 1 }, data.length, [...mapped, beyond]);
        if (last) return;
      }
    },
  };
}

/** Their conversations still bring them in, by the addresses of their users only. */
function beyondLimit(total: number): Mapped {
  if (total <= LIST_LIMIT) return {};
  const reason = say('intercom.list-limit', { limit: LIST_LIMIT });
  return { quarantined: [{ stream: STREAM, recordId: null, reason, records: total - LIST_LIMIT }] };
}

function mapCompany(raw: unknown, companyIdAttribute: string): Mapped {
  const parsed = company.safeParse(raw);
  if (!parsed.success) return setAside(STREAM, recordId(raw), parsed.error);
  const { id, name, website } = parsed.data;
  const hubspotCompanyId = statedCompanyId(parsed.data, companyIdAttribute);
  return {
    accounts: [
      {
        externalId: id,
        name: name ?? null,
        domains: website ? [website] : [],
        emails: [],
        hubspotCompanyId,
        states: ['hubspotCompanyId', 'domains'],
      },
    ],
  };
}

function statedCompanyId(from: Company, attribute: string): string | null {
  const value = attribute === 'company_id' ? from.company_id : from.custom_attributes?.[attribute];
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  return text === '' ? null : text;
}
