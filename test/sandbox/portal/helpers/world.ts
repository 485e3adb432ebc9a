import { type World, type WorldCompany } from '../../../../src/sandbox/world/types.ts';

/** A company of the tiny test world; `index` makes ids and names differ. */
function company(index: number, overrides: Partial<WorldCompany> = {}): WorldCompany {
  const base = 1_000 * index;
  return {
    index,
    id: String(31_000_000_000 + index),
    accountId: `acct_${index}`,
    name: `Company ${index}`,
    domain: `company-${index}.example`,
    parentId: null,
    segment: 'mid',
    ownerId: '501',
    customerSince: '2025-03-01',
    currency: 'EUR',
    billing: {
      stripeCustomerId: null,
      link: 'metadata',
      interval: 'month',
      unitAmountMinor: 2_500,
      autoRenew: true,
      renewsAt: '2027-03-01',
      invoices: [],
    },
    usage: { link: 'domain', gap: null },
    success: { goals: [], roi: [], budgets: [], advocacy: [] },
    seats: [
      { day: '2025-03-01', seats: 10 },
      { day: '2026-05-04', seats: 20 },
    ],
    contacts: [
      {
        id: String(52_000_000_000 + base),
        userId: 'u1',
        email: `sponsor@company-${index}.example`,
        firstName: 'Ana',
        lastName: 'Silva',
        role: 'executive-sponsor',
        createdDay: '2025-03-02',
        leftDay: '2026-06-30',
      },
      {
        id: String(52_000_000_001 + base),
        userId: null,
        email: `member@company-${index}.example`,
        firstName: 'Bo',
        lastName: 'Berg',
        role: 'member',
        createdDay: '2025-04-02',
        leftDay: null,
      },
    ],
    meetings: [
      {
        id: String(63_000_000_000 + base),
        day: '2026-09-20',
        title: 'Quarterly review',
        review: true,
        outcome: 'COMPLETED',
        contactIds: [String(52_000_000_000 + base)],
      },
    ],
    deals: [
      {
        id: String(74_000_000_000 + base),
        name: 'Renewal',
        type: 'renewal',
        createdDay: '2026-01-10',
        closedDay: '2026-02-10',
        outcome: 'won',
        amount: 6_000,
      },
    ],
    truth: { ...KEPT, churnDay: null },
    ...overrides,
  };
}

const KEPT = {
  churnKind: null,
  fit: 0.8,
  onsetDay: null,
  cause: null,
  depth: null,
  expansionDay: null,
} as const;

/** Three customers: one that stays, one that is lost, one that will be lost after the end. */
export function tinyWorld(): World {
  return {
    options: { seed: 1, profile: 'demo', companies: 3, days: 365, endDay: '2026-11-01' },
    startDay: '2025-11-01',
    owners: [
      { id: '501', email: 'cem@vendor.example', firstName: 'Cem', lastName: 'Aksoy', manager: false },
      { id: '502', email: 'mia@vendor.example', firstName: 'Mia', lastName: 'Lind', manager: true },
    ],
    companies: [
      company(1),
      company(2, { truth: { ...KEPT, churnDay: '2026-08-15' } }),
      company(3, { parentId: '31000000001', truth: { ...KEPT, churnDay: '2026-12-15' } }),
    ],
    strangers: [company(9)],
    health: () => ({ product: 0.8, relationship: 0.8, value: 0.8 }),
    work: () => [],
    activity: () => [],
  };
}
