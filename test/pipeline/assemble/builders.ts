import { type CrmCompany } from '../../../src/model/company.ts';
import { type RecordOf, type SourceRecord } from '../../../src/model/record.ts';
import {
  companyFacts,
  type CompanyFacts,
  type PortalFacts,
  portalFacts,
} from '../../../src/pipeline/assemble/facts.ts';
import { packDays, type UsageDay } from '../../helpers/usage-days.ts';

export const COVERAGE = new Map([['amplitude', { from: '2025-11-01', to: '2026-11-01' }]]);

export const crmCompany = (over: Partial<CrmCompany> = {}): CrmCompany => ({
  companyId: '1',
  name: 'Acme',
  domains: ['acme.com'],
  ownerId: '77',
  parentCompanyId: null,
  lifecycleStage: 'customer',
  segment: 'smb',
  customerSince: '2025-01-01',
  arr: null,
  currency: null,
  createdAt: '2025-01-01T00:00:00.000Z',
  updatedAt: '2025-01-01T00:00:00.000Z',
  archived: false,
  healthProperties: {},
  ...over,
});

export const usageDay = (userId: string, day: string, over: Partial<UsageDay> = {}): UsageDay => ({
  source: 'amplitude',
  userId,
  email: null,
  day,
  events: 4,
  workflowsStarted: 0,
  workflowsCompleted: 0,
  features: {},
  integrations: [],
  ...over,
});

export const invoice = (over: Partial<RecordOf<'invoice'>> = {}): RecordOf<'invoice'> => ({
  kind: 'invoice',
  id: 'in_1',
  accountId: 'cus_1',
  issuedAt: '2026-10-01',
  dueAt: '2026-10-15',
  paidAt: '2026-10-20',
  amount: 100,
  currency: 'EUR',
  status: 'paid',
  seats: 10,
  monthlyAmount: 100,
  ...over,
});

export const subscription = (over: Partial<RecordOf<'subscription'>> = {}): RecordOf<'subscription'> => ({
  kind: 'subscription',
  id: 'sub_1',
  accountId: 'cus_1',
  startedAt: '2025-01-01',
  endedAt: null,
  canceledAt: null,
  currentPeriodEnd: '2027-01-01',
  termMonths: 12,
  autoRenew: true,
  seats: 15,
  monthlyAmount: 150,
  currency: 'EUR',
  trial: false,
  ...over,
});

export const contact = (over: Partial<RecordOf<'contact'>> = {}): RecordOf<'contact'> => ({
  kind: 'contact',
  id: '501',
  accountId: '1',
  createdAt: '2025-01-01',
  email: 'Ana@acme.com',
  name: 'Ana',
  role: 'executive-sponsor',
  leftAt: null,
  ...over,
});

export const meeting = (over: Partial<RecordOf<'meeting'>> = {}): RecordOf<'meeting'> => ({
  kind: 'meeting',
  id: '900',
  accountId: '1',
  at: '2026-09-20',
  title: 'QBR',
  review: true,
  outcome: 'completed',
  contactIds: ['501'],
  ...over,
});

export const deal = (over: Partial<RecordOf<'deal'>> = {}): RecordOf<'deal'> => ({
  kind: 'deal',
  id: '700',
  accountId: '1',
  createdAt: '2026-09-01',
  closedAt: null,
  name: 'More seats',
  dealType: 'expansion',
  amount: 100,
  outcome: 'open',
  ...over,
});

export function facts(
  records: readonly SourceRecord[],
  usage: readonly UsageDay[] = [],
  emails: ReadonlyMap<string, string> = new Map(),
  company: CrmCompany = crmCompany(),
  coverage: ReadonlyMap<string, { readonly from: string; readonly to: string }> = COVERAGE,
): CompanyFacts {
  const stored = records.map((record) => ({ source: 'any', record }));
  const rows = usage.map((each) => ({ ...each, email: emails.get(each.userId) ?? each.email }));
  return companyFacts(company, stored, packDays(rows), coverage);
}

export function portal(
  over: {
    kinds?: SourceRecord['kind'][];
    roles?: string[];
    features?: [string, string][];
    sources?: PortalFacts['sources'];
  } = {},
): PortalFacts {
  return portalFacts(
    new Map(over.features ?? []),
    {
      kinds: new Set(over.kinds ?? ['meeting', 'deal', 'contact']),
      contactRoles: new Set(over.roles ?? ['executive-sponsor', 'champion']),
    },
    over.sources ?? {},
    COVERAGE,
  );
}
