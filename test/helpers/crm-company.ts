import { type CrmCompany } from '../../src/model/company.ts';

/** A customer company as the CRM shows it, for tests that need one of any kind. */
export function crmCompany(companyId: string, over: Partial<CrmCompany> = {}): CrmCompany {
  return {
    companyId,
    name: `Company ${companyId}`,
    domains: [`c${companyId}.example.com`],
    ownerId: '7',
    parentCompanyId: null,
    lifecycleStage: 'customer',
    segment: null,
    customerSince: '2025-01-31',
    arr: 12_000,
    currency: 'EUR',
    createdAt: '2025-01-31T10:00:00.000Z',
    updatedAt: '2026-01-31T10:00:00.000Z',
    archived: false,
    healthProperties: {},
    ...over,
  };
}
