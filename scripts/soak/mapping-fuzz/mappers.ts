import { parseDatasets, type RowsDataset } from '../../../src/sources/datasets/dataset.ts';
import { mapRow } from '../../../src/sources/datasets/map-row.ts';
import { mapEntry } from '../../../src/sources/entries/map-entry.ts';
import { type Mapped } from '../../../src/sources/mapped.ts';
import { mapSubscription } from '../../../src/sources/zuora/subscriptions.ts';

const CHARGE = {
  number: 'C-1',
  type: 'Recurring',
  model: 'Tiered',
  price: null,
  quantity: 10,
  billingPeriod: 'Annual',
  mrr: null,
  tiers: [
    { endingUnit: 5, price: 3, priceFormat: 'per unit' },
    { endingUnit: null, price: 50, priceFormat: 'flat fee' },
  ],
  effectiveStartDate: '2026-01-01',
  effectiveEndDate: '2027-01-01',
  discountPercentage: 10,
};
const SUBSCRIPTION = {
  subscriptionNumber: 'A-S1',
  accountId: 'a',
  status: 'Active',
  currency: 'EUR',
  termType: 'TERMED',
  contractEffectiveDate: '2026-01-01',
  termEndDate: '2027-01-01',
  currentTerm: 12,
  currentTermPeriodType: 'Month',
  autoRenew: true,
  ratePlans: [{ ratePlanCharges: [CHARGE] }],
};
const ENTRY = {
  id: 'e1',
  kind: 'csat',
  score: 4,
  scale: { min: 1, max: 5 },
  at: '2026-01-01',
  email: 'a@acme.com',
  name: 'x',
  assignedAt: '2026-01-01',
  doneAt: null,
};
const DATASETS = parseDatasets(
  { datasets: [{ name: 'deals', kind: 'deal', file: 'x.csv', columns: { id: 'a', accountId: 'b' } }] },
  'file',
).datasets as RowsDataset[];
const DEAL = {
  id: '1',
  accountId: 'a',
  createdAt: '2026-01-01 10:00:00',
  closedAt: '',
  name: 'n',
  dealType: 'new',
  amount: '12.5',
  outcome: 'open',
};

/** What reads a vendor's objects: its name, an object it takes, and the mapping. */
export type Mapper = readonly [name: string, base: object, map: (raw: unknown) => Mapped];

export const MAPPERS: readonly Mapper[] = [
  ['zuora subscription', SUBSCRIPTION, (raw) => mapSubscription(raw, { now: new Date('2026-06-01') })],
  ['entry', ENTRY, (raw) => mapEntry('deliveries', raw)],
  ...DATASETS.map(
    (dataset) =>
      ['dataset', DEAL, (raw: unknown) => mapRow(dataset, raw as Record<string, unknown>, false)] as const,
  ),
];
