import { type CrmCompany } from '../../src/model/company.ts';
import { type SourceRecord } from '../../src/model/record.ts';
import { confirmMatch, loadAccounts, saveMatches } from '../../src/store/accounts.ts';
import { loadCompanies, mergeHealthProperties, saveCompanies } from '../../src/store/companies.ts';
import { type Store } from '../../src/store/open.ts';
import {
  commitPage,
  loadPlace,
  loadQuarantine,
  quarantinedBySource,
  reasonsBySource,
} from '../../src/store/pages.ts';
import { loadRecordProfile, loadRecords, markDeleted, saveRecords } from '../../src/store/records.ts';
import {
  addSnapshots,
  companiesWithoutSnapshots,
  loadScores,
  loadSnapshots,
  type PastScore,
  type Snapshot,
} from '../../src/store/snapshots.ts';
import { loadSourceStates, saveSourceState } from '../../src/store/source-states.ts';
import { account, match, usageTests } from './store-usage.ts';
import { type Message, say } from '../../src/model/messages/message.ts';

function pastScore({ asOf, modelId, modelVersion, score, provisional }: Snapshot): PastScore {
  return { asOf, modelId, modelVersion, score, provisional };
}

const company = (companyId: string, over: Partial<CrmCompany> = {}): CrmCompany => ({
  companyId,
  name: `Company ${companyId}`,
  domains: [`${companyId}.example.com`],
  ownerId: '7',
  parentCompanyId: null,
  salesforceAccountId: '0015g00000AbCdE',
  lifecycleStage: 'customer',
  segment: 'smb',
  customerSince: '2025-01-31',
  arr: 12_000.5,
  currency: 'EUR',
  createdAt: '2025-01-31T10:00:00.000Z',
  updatedAt: '2026-01-31T10:00:00.000Z',
  archived: false,
  healthProperties: { health_score: '72.4', health_band: null },
  ...over,
});

const invoice = (
  id: string,
  over: Partial<Extract<SourceRecord, { kind: 'invoice' }>> = {},
): SourceRecord => ({
  kind: 'invoice',
  id,
  accountId: 'cus_1',
  issuedAt: '2026-10-01',
  dueAt: '2026-10-15',
  paidAt: null,
  amount: 100,
  currency: 'EUR',
  status: 'open',
  seats: 5,
  monthlyAmount: 100,
  ...over,
});

const snapshot = (over: Partial<Snapshot> = {}): Snapshot => ({
  companyId: 'c1',
  asOf: '2026-10-30',
  modelId: 'three-dimension',
  modelVersion: 1,
  score: 72.25,
  band: 'yellow',
  coverage: 0.9,
  provisional: false,
  detail: { i: { 'login-activity': [80, 0.04] } },
  ...over,
});

/** What every store must do, whatever database is underneath. */
export function storeBattery(open: () => Promise<Store>): void {
  let store: Store;
  let portal = 0;
  let portalId: string;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(() => {
    portal += 1;
    portalId = `portal-${portal}`;
  });

  const page = (over: object) =>
    commitPage(store.db, portalId, 'amplitude', 'events', { cursor: { at: 1 }, read: 1, ...over });

  test('companies come back as saved, archived ones do not', async () => {
    await saveCompanies(store.db, portalId, [company('c1'), company('c2', { archived: true })]);
    expect(await loadCompanies(store.db, portalId)).toEqual([company('c1')]);
  });

  test('a company saved again is replaced, not doubled', async () => {
    await saveCompanies(store.db, portalId, [company('c1')]);
    await saveCompanies(store.db, portalId, [company('c1', { name: 'New', arr: null, customerSince: null })]);
    const [only, ...rest] = await loadCompanies(store.db, portalId);
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ name: 'New', arr: null, customerSince: null });
  });

  test('acknowledged properties are merged into what the portal showed', async () => {
    await saveCompanies(store.db, portalId, [company('c1')]);
    await mergeHealthProperties(store.db, portalId, [
      { companyId: 'c1', properties: { health_band: 'green' } },
    ]);
    const [only] = await loadCompanies(store.db, portalId);
    expect(only?.healthProperties).toEqual({ health_score: '72.4', health_band: 'green' });
  });

  test('portals do not see each other', async () => {
    await saveCompanies(store.db, portalId, [company('c1')]);
    expect(await loadCompanies(store.db, 'somebody-else')).toEqual([]);
  });

  test('a page and its cursor are stored together', async () => {
    await page({ cursor: { at: 2 }, accounts: [account('acct_1')], records: [invoice('in_1')] });
    expect(await loadPlace(store.db, portalId, 'amplitude', 'events')).toMatchObject({ cursor: { at: 2 } });
    expect(await loadAccounts(store.db, portalId)).toHaveLength(1);
  });

  test('a page that cannot be stored leaves neither rows nor cursor', async () => {
    await page({ cursor: { at: 1 } });
    const broken = {
      accounts: [account('acct_1')],
      records: [invoice('in_1', { id: null as unknown as string })],
    };
    await expect(page({ cursor: { at: 2 }, ...broken })).rejects.toThrow();
    expect(await loadPlace(store.db, portalId, 'amplitude', 'events')).toMatchObject({ cursor: { at: 1 } });
    expect(await loadAccounts(store.db, portalId)).toEqual([]);
  });

  test('a stream that was never read has no cursor', async () => {
    expect(await loadPlace(store.db, portalId, 'stripe', 'invoices')).toEqual({ cursor: null, moves: 0 });
  });

  usageTests({ db: () => store.db, portalId: () => portalId, page });

  test('records reach the company of their account; the CRM needs no match', async () => {
    await page({ accounts: [account('cus_1')], records: [invoice('in_1')] });
    await commitPage(store.db, portalId, 'hubspot-crm', 'deals', {
      cursor: {},
      read: 1,
      records: [{ ...invoice('crm_1'), accountId: 'c1' }],
    });
    expect((await loadRecords(store.db, portalId, ['c1'])).get('c1')?.map((each) => each.record.id)).toEqual([
      'crm_1',
    ]);
    await saveMatches(store.db, portalId, [match('cus_1', 'c1')]);
    const ids =
      (await loadRecords(store.db, portalId, ['c1'])).get('c1')?.map((each) => each.record.id) ?? [];
    expect(ids.sort()).toEqual(['crm_1', 'in_1']);
  });

  test('of several versions of a record in one page the last counts; a deleted one is gone', async () => {
    await page({
      accounts: [account('cus_1')],
      records: [invoice('in_1'), invoice('in_1', { paidAt: '2026-10-20' })],
    });
    await saveMatches(store.db, portalId, [match('cus_1', 'c1')]);
    const [kept] = (await loadRecords(store.db, portalId, ['c1'])).get('c1') ?? [];
    expect(kept?.record).toMatchObject({ paidAt: '2026-10-20' });
    await page({ deleted: [{ kind: 'invoice', id: 'in_1' }] });
    expect(await loadRecords(store.db, portalId, ['c1'])).toEqual(new Map());
  });

  test('of a deleted record only its key stays; it lives again when it comes back', async () => {
    const contact = {
      kind: 'contact',
      id: 'p1',
      accountId: 'c1',
      createdAt: '2026-01-01',
      leftAt: null,
    } as const;
    const ana: SourceRecord = { ...contact, email: 'ana@acme.com', name: 'Ana', role: 'champion' };
    const bo: SourceRecord = { ...ana, id: 'p2', email: 'bo@acme.com', name: 'Bo' };
    await saveRecords(store.db, portalId, 'hubspot-crm', [ana, bo]);
    await markDeleted(store.db, portalId, 'hubspot-crm', [
      { kind: 'contact', id: 'p1' },
      { kind: 'contact', id: 'never seen' },
    ]);
    const rows = () =>
      store.db
        .selectFrom('record')
        .select(['id', 'data', 'deleted'])
        .where('portal_id', '=', portalId)
        .orderBy('id')
        .execute();
    expect(await rows()).toEqual([
      { id: 'p1', data: {}, deleted: true },
      { id: 'p2', data: bo, deleted: false },
    ]);
    await saveRecords(store.db, portalId, 'hubspot-crm', [ana]);
    expect(await rows()).toContainEqual({ id: 'p1', data: ana, deleted: false });
  });

  test('refreshing an account keeps its match and gathers domains', async () => {
    await page({ accounts: [account('acct_1')] });
    expect(await confirmMatch(store.db, portalId, 'amplitude', 'acct_1', 'c9')).toBe(true);
    await page({ accounts: [{ ...account('acct_1'), name: null, domains: ['acme.de'] }] });
    const [only] = await loadAccounts(store.db, portalId);
    expect(only).toMatchObject({ companyId: 'c9', confirmed: true, account: { name: 'Acme' } });
    expect([...(only?.account.domains ?? [])].sort()).toEqual(['acme.com', 'acme.de']);
  });

  test('confirming an account that does not exist says so', async () => {
    expect(await confirmMatch(store.db, portalId, 'amplitude', 'nobody', 'c1')).toBe(false);
  });

  test('quarantined records are kept once, with the latest reason', async () => {
    await page({ quarantined: [{ stream: 'events', recordId: 'e1', reason: 'amount is not a number' }] });
    await page({ quarantined: [{ stream: 'events', recordId: 'e1', reason: 'no date' }] });
    expect(await loadQuarantine(store.db, portalId)).toMatchObject([{ recordId: 'e1', reason: 'no date' }]);
  });

  test('what was set aside is counted by source and by reason, sums as what they stand for', async () => {
    const aside = (recordId: string | null, reason: Message, records?: number) => ({
      stream: 'events',
      recordId,
      reason,
      ...(records === undefined ? {} : { records }),
    });
    const [date, account, odd] = [
      say('event.time'),
      say('event.account'),
      say('hubspot.said', { said: '3 x: y' }),
    ];
    await page({
      quarantined: [aside('e1', date), aside('e2', account), aside(null, account, 13), aside(null, odd, 2)],
    });
    expect((await quarantinedBySource(store.db, portalId)).get('amplitude')).toBe(17);
    expect((await loadSourceStates(store.db, portalId)).amplitude).toBeUndefined();
    expect((await reasonsBySource(store.db, portalId, 3)).get('amplitude')).toEqual([
      { reason: account, records: 14 },
      { reason: odd, records: 2 },
      { reason: date, records: 1 },
    ]);
    await saveSourceState(store.db, portalId, 'amplitude', { status: 'ok', fetchedAt: null, reason: null });
    expect((await loadSourceStates(store.db, portalId)).amplitude).toMatchObject({ setAside: 17 });
  });

  test('a page with NUL characters, half characters and a company twice is stored', async () => {
    await page({
      accounts: [
        { externalId: 'a1', name: 'A\0B\ud800', domains: ['\0a.com'], emails: [], hubspotCompanyId: null },
      ],
      companies: [company('c1', { name: 'Old' }), company('c1', { name: 'New\0' })],
      quarantined: [{ stream: 'events', recordId: 'x\0', reason: say('hubspot.said', { said: 'r\ud800' }) }],
    });
    expect((await loadAccounts(store.db, portalId))[0]?.account).toMatchObject({
      name: 'AB\ufffd',
      domains: ['a.com'],
    });
    expect((await loadCompanies(store.db, portalId)).map((each) => each.name)).toEqual(['New']);
    expect(await loadQuarantine(store.db, portalId)).toMatchObject([
      { recordId: 'x', reason: { slots: { said: 'r\ufffd' } } },
    ]);
  });

  test('a snapshot written twice stays one; a correction is a new revision and wins', async () => {
    await addSnapshots(store.db, portalId, [
      snapshot(),
      snapshot({ asOf: '2026-10-31', score: null, band: 'unknown' }),
    ]);
    await addSnapshots(store.db, portalId, [snapshot()]);
    const count = () =>
      store.db
        .selectFrom('snapshot')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('portal_id', '=', portalId)
        .executeTakeFirstOrThrow();
    expect(Number((await count()).n)).toBe(2);
    await addSnapshots(store.db, portalId, [snapshot({ score: 70, detail: { i: {} } })]);
    expect(Number((await count()).n)).toBe(3);
    const loaded = (await loadSnapshots(store.db, portalId, ['c1'], '2026-10-01')).get('c1');
    expect(loaded?.map((each) => [each.asOf, each.score])).toEqual([
      ['2026-10-30', 70],
      ['2026-10-31', null],
    ]);
    expect(await loadScores(store.db, portalId, ['c1', 'c2'], '2026-10-31')).toEqual(
      new Map([['c1', loaded?.slice(1).map(pastScore)]]),
    );
    expect((await loadScores(store.db, portalId, ['c1'], '2026-10-01')).get('c1')).toEqual(
      loaded?.map(pastScore),
    );
    expect((await loadSnapshots(store.db, portalId, ['c1'], '2026-10-30', '2026-10-30')).get('c1')).toEqual(
      loaded?.slice(0, 1),
    );
    expect(await companiesWithoutSnapshots(store.db, portalId, ['c1', 'c2'])).toEqual(['c2']);
  });

  test('records come in one order, also after one of them was read again', async () => {
    const survey = (id: string) =>
      ({ kind: 'survey', id, accountId: 'c1', survey: 'nps', score: 9, at: '2026-01-01' }) as const;
    const order = async () =>
      (await loadRecords(store.db, portalId, ['c1'])).get('c1')?.map(({ record }) => record.id);
    await saveRecords(store.db, portalId, 'hubspot-crm', [survey('s2'), survey('s1'), survey('s3')]);
    expect(await order()).toEqual(['s1', 's2', 's3']);
    await saveRecords(store.db, portalId, 'hubspot-crm', [{ ...survey('s1'), score: 8 }]);
    expect(await order()).toEqual(['s1', 's2', 's3']);
  });

  test('what a portal has at all: kinds that are not all deleted, and whether anybody is marked', async () => {
    const contact = (id: string, role: 'champion' | 'member') =>
      ({
        kind: 'contact',
        id,
        accountId: 'c1',
        email: null,
        role,
        createdAt: '2026-01-01',
        leftAt: null,
      }) as never;
    const survey = {
      kind: 'survey',
      id: 's1',
      accountId: 'c1',
      survey: 'nps',
      score: 9,
      at: '2026-01-01',
    } as never;
    await saveRecords(store.db, portalId, 'hubspot-crm', [
      contact('p1', 'member'),
      contact('p2', 'champion'),
    ]);
    await saveRecords(store.db, portalId, 'surveys', [survey]);
    expect(await loadRecordProfile(store.db, portalId)).toEqual({
      kinds: new Set(['contact', 'survey']),
      contactRoles: new Set(['champion']),
    });
    await markDeleted(store.db, portalId, 'hubspot-crm', [{ kind: 'contact', id: 'p2' }]);
    await markDeleted(store.db, portalId, 'surveys', [{ kind: 'survey', id: 's1' }]);
    expect(await loadRecordProfile(store.db, portalId)).toEqual({
      kinds: new Set(['contact']),
      contactRoles: new Set(),
    });
    expect(await loadRecordProfile(store.db, 'another')).toEqual({
      kinds: new Set(),
      contactRoles: new Set(),
    });
  });

  test('a failed pull keeps the time of the last success', async () => {
    await saveSourceState(store.db, portalId, 'stripe', {
      status: 'ok',
      fetchedAt: '2026-10-30T02:00:00.000Z',
      reason: null,
    });
    const reason = say('source.failed', { source: 'Stripe', reason: say('source.late', { seconds: 6 }) });
    await saveSourceState(store.db, portalId, 'stripe', { status: 'error', fetchedAt: null, reason });
    expect(await loadSourceStates(store.db, portalId)).toEqual({
      stripe: { status: 'error', fetchedAt: '2026-10-30T02:00:00.000Z', reason },
    });
  });

  test('queries issued while a transaction is open do not run inside it', async () => {
    const failed = store.db
      .transaction()
      .execute(async (transaction) => {
        await saveCompanies(transaction, portalId, [company('c1')]);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await saveCompanies(store.db, portalId, [company('c2')]);
    await failed;
    expect((await loadCompanies(store.db, portalId)).map((each) => each.companyId)).toEqual(['c2']);
  });
}
