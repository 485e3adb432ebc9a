import { type Mapped, setAside } from './mapped.ts';
import { customer } from './shapes.ts';

/** @param companyIdKey metadata key that holds the HubSpot company id */
export function mapCustomer(raw: unknown, companyIdKey: string): Mapped {
  const parsed = customer.safeParse(raw);
  if (!parsed.success) return setAside('customers', raw, parsed.error);
  const { id, name, email, metadata } = parsed.data;
  const hubspotCompanyId = metadata?.[companyIdKey]?.trim() ?? '';
  return {
    accounts: [
      {
        externalId: id,
        name: name ?? null,
        domains: [],
        emails: email ? [email] : [],
        hubspotCompanyId: hubspotCompanyId === '' ? null : hubspotCompanyId,
        states: ['hubspotCompanyId'],
      },
    ],
  };
}
