import { randomFrom } from '../../../src/insights/random.ts';
import { addDays } from '../../../src/model/day.ts';
import { type SourceRecord } from '../../../src/model/record.ts';
import { type PipelineDeps, type PipelineSettings } from '../../../src/pipeline/deps.ts';
import { saveCompanies } from '../../../src/store/companies.ts';
import { type Store } from '../../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../../src/store/records.ts';
import { addSnapshots, type Snapshot } from '../../../src/store/snapshots.ts';
import { crmCompany } from '../../helpers/crm-company.ts';

export const PORTAL = '42';
export const FIRST_DAY = '2024-07-01';
/** Last day that is scored. */
export const UNTIL = addDays(FIRST_DAY, 23 * 30);

export const SETTINGS: PipelineSettings = {
  locale: 'en',
  modelId: 'three-dimension',
  customerStages: ['customer'],
  managerOwnerId: null,
  backfillDays: 365,
};

/** What a check of the portal needs; there is no HubSpot behind it. */
export function depsOf(store: Store, clock: () => Date = () => new Date(`${UNTIL}T04:00:00Z`)): PipelineDeps {
  const api = {
    request: () => Promise.reject(new Error('no HubSpot here')),
  } as unknown as PipelineDeps['api'];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return {
    db: store.db,
    portalId: PORTAL,
    api,
    sources: [],
    log,
    clock,
    tempDir: '',
    settings: SETTINGS,
  };
}

export function subscription(accountId: string, endedAt: string | null): SourceRecord {
  return {
    kind: 'subscription',
    id: `s-${accountId}`,
    accountId,
    startedAt: '2024-01-01',
    endedAt,
    canceledAt: null,
    currentPeriodEnd: null,
    termMonths: 12,
    autoRenew: true,
    seats: null,
    monthlyAmount: 100,
    currency: 'EUR',
    trial: false,
  };
}

export function bill(accountId: string, issuedAt: string, monthlyAmount: number): SourceRecord {
  return {
    kind: 'invoice',
    id: `i-${accountId}-${issuedAt}`,
    accountId,
    issuedAt,
    dueAt: issuedAt,
    paidAt: issuedAt,
    amount: monthlyAmount,
    currency: 'EUR',
    status: 'paid',
    seats: null,
    monthlyAmount,
  };
}

/**
 * A portal of 160 customers, scored monthly for two years. Power users fall two months before a loss; logins, which
 * weigh much more, say nothing. A third of the customers are enterprises, which weigh dimensions by themselves.
 */
export async function fillJudgedPortal({ db }: Store, power = 45): Promise<void> {
  const random = randomFrom(21);
  const companies = Array.from({ length: 160 }, (_, index) => String(1000 + index));
  const snapshots: Snapshot[] = [];
  const records: SourceRecord[] = [];
  for (const [index, companyId] of companies.entries()) {
    let month = 1;
    while (month <= 26 && random() >= 0.04) month += 1;
    const lost = month > 26 ? null : addDays(FIRST_DAY, month * 30 + Math.floor(random() * 30));
    records.push(subscription(companyId, lost !== null && lost <= UNTIL ? lost : null));
    for (let scored = 0; scored < 24; scored += 1) {
      const asOf = addDays(FIRST_DAY, scored * 30);
      if (lost !== null && asOf >= lost) break;
      const near = lost !== null && addDays(asOf, 65) >= lost ? power : 0;
      const draw = (shift: number) => Math.min(100, Math.max(0, 75 - shift + (random() - 0.5) * 50));
      snapshots.push(snapshot(companyId, asOf, { 'login-activity': draw(0), 'power-users': draw(near) }));
    }
    records.push(bill(companyId, '2024-01-01', 100 + index));
  }
  await saveCompanies(
    db,
    PORTAL,
    companies.map((id, index) => crmCompany(id, { segment: index % 3 === 0 ? 'enterprise' : 'mid' })),
  );
  await saveRecords(db, PORTAL, CRM_SOURCE, records);
  await addSnapshots(db, PORTAL, snapshots);
}

function snapshot(companyId: string, asOf: string, scores: Record<string, number>): Snapshot {
  const values = Object.values(scores);
  const score = values.reduce((sum, each) => sum + each, 0) / values.length;
  return {
    companyId,
    asOf,
    modelId: 'three-dimension',
    modelVersion: 1,
    score,
    band: 'yellow',
    coverage: 0.9,
    provisional: false,
    detail: {
      score,
      raw: score,
      coverage: 0.9,
      d: [],
      i: Object.entries(scores).map(([id, each]) => [id, 'product', 'scored', each, 0.5]),
      c: [],
    },
  };
}
