import fc from 'fast-check';
import { sourceRecord } from '../../src/model/record.ts';
import { parseDatasets, type RowsDataset } from '../../src/sources/datasets/dataset.ts';
import { mapRow } from '../../src/sources/datasets/map-row.ts';
import { mapEntry } from '../../src/sources/entries/map-entry.ts';
import { type Mapped, setAside, textAt } from '../../src/sources/mapped.ts';
import { objectKinds } from '../../src/sources/salesforce/objects.ts';
import { mapSubscription } from '../../src/sources/zuora/subscriptions.ts';

/** Damaged records: none may throw, each becomes valid records or is set aside, whatever was done to it. */

const RUNS = 400;

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
const ROW = {
  Id: '003000000000001AAA',
  AccountId: '001000000000001AAA',
  Name: 'A',
  Email: 'a@acme.com',
  Website: 'acme.com',
  Type: 'New',
  Amount: 5,
  CloseDate: '2026-01-01',
  IsClosed: true,
  IsWon: true,
  CreatedDate: '2026-01-01T00:00:00.000+0000',
  WhoId: '003000000000001AAA',
  TaskSubtype: 'Call',
  ActivityDate: '2026-01-01',
  CompletedDateTime: null,
  Subject: 'QBR',
  StartDateTime: '2026-01-01T00:00:00.000+0000',
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

const kinds = objectKinds(null);

const MAPPERS: readonly (readonly [string, object, (raw: unknown) => Mapped])[] = [
  ['zuora subscription', SUBSCRIPTION, (raw) => mapSubscription(raw, { now: new Date('2026-06-01') })],
  ...kinds.map(
    (kind) =>
      [
        `salesforce ${kind.object}`,
        ROW,
        (raw: unknown) => {
          const parsed = kind.schema.safeParse(raw);
          return parsed.success
            ? kind.map(parsed.data)
            : setAside(kind.name, textAt(raw, 'Id'), parsed.error);
        },
      ] as const,
  ),
  ['entry', ENTRY, (raw) => mapEntry('deliveries', raw)],
  ...DATASETS.map(
    (dataset) =>
      ['dataset', DEAL, (raw: unknown) => mapRow(dataset, raw as Record<string, unknown>, false)] as const,
  ),
];

/** Every place in a value, as a path of keys. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

function damaged(base: object, path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(base) as Record<string, unknown>;
  let at: Record<string, unknown> = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1);
  if (last === undefined) return typeof value === 'object' && value !== null ? value : {};
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

const junk = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    ' ',
    '0',
    '-1',
    'NaN',
    '2026-02-30',
    '9999-99-99',
    "';--",
    '\u0000',
    '💥',
    true,
    [],
    {},
    -0,
    1e308,
    -1e308,
  ),
  fc.integer(),
  fc.string({ maxLength: 600 }),
  fc.array(fc.constantFrom(null, 1, 'x'), { maxLength: 3 }),
);

test.each(MAPPERS)('%s', (_, base, map) => {
  const where = fc.constantFrom(...places(base));
  fc.assert(
    fc.property(where, where, junk, junk, (first, second, one, other) => {
      let raw = damaged(base, first, one);
      try {
        raw = damaged(raw as object, second, other);
      } catch {
        // The first damage took the second place away.
      }
      const mapped = map(raw);
      for (const record of mapped.records ?? []) expect(sourceRecord.safeParse(record).error).toBeUndefined();
      for (const { reason } of mapped.quarantined ?? []) expect(reason).not.toBe('');
    }),
    { numRuns: RUNS, seed: 5 },
  );
});
