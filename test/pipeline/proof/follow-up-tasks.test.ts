import { provision } from '../../../src/hubspot/provision/index.ts';
import { addDays } from '../../../src/model/day.ts';
import { DEFAULT_SETTINGS } from '../../../src/model/portal-settings.ts';
import { type SourceRecord } from '../../../src/model/record.ts';
import { actOnNews } from '../../../src/pipeline/act.ts';
import { type PipelineSettings } from '../../../src/pipeline/deps.ts';
import { followUpTasks } from '../../../src/pipeline/proof/follow-up-tasks.ts';
import { effective } from '../../../src/pipeline/portal-settings.ts';
import { confirmMatch, saveAccounts } from '../../../src/store/accounts.ts';
import { loadActs, planActs } from '../../../src/store/acts.ts';
import { saveCompanies } from '../../../src/store/companies.ts';
import { companiesWithNews } from '../../../src/store/news.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../../src/store/records.ts';
import { crmCompany } from '../../helpers/crm-company.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../../hubspot/helpers/sandbox.ts';
import { bill, SETTINGS, subscription } from './judged-portal.ts';

const TODAY = '2026-06-30';
const PORTAL = '7';
let store: Store;
let sandbox: SandboxedApi;
let ids: string[];

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  sandbox = await startSandbox({ now: () => new Date(`${TODAY}T10:00:00Z`) });
  await provision(sandbox.api);
  ids = await createCompanies(sandbox, 8);
});
afterAll(async () => {
  await store.close();
  await sandbox.portal.close();
});

const idOf = (index: number): string => ids[index] ?? '';
const nps = (accountId: string, at: string, score: number): SourceRecord => ({
  ...{ kind: 'survey', id: `${accountId}-${at}`, accountId, survey: 'nps', score, at },
});
const depsOf = (over: Partial<PipelineSettings> = {}, portalId = PORTAL) => ({
  ...{ db: store.db, portalId, api: sandbox.api },
  settings: { ...SETTINGS, ...over },
});

interface Task {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
}

async function tasksOfPortal(): Promise<Task[]> {
  const names = 'pulso_task_key,hs_task_subject,hs_task_body,hs_task_priority,hs_timestamp,hubspot_owner_id';
  const { results } = await sandbox.call('GET', `/crm/objects/2026-09/tasks?limit=100&properties=${names}`);
  return results as unknown as Task[];
}

/** The task as the next pull brings it. */
const pulled = (task: Task, status: string, completedAt: string | null): SourceRecord => ({
  ...{ kind: 'task', id: task.id, accountId: task.properties['pulso_task_key']?.split(':')[1] ?? '' },
  ...{ createdAt: TODAY, subject: '', status, completedAt },
  key: task.properties['pulso_task_key'] ?? null,
});

test('each fresh answer and contraction of a customer is one task in HubSpot, however often we act', async () => {
  await saveCompanies(store.db, PORTAL, [
    ...ids.slice(0, 4).map((id) => crmCompany(id, { ownerId: '501' })),
    crmCompany(idOf(4), { lifecycleStage: 'lead' }),
    crmCompany(idOf(5)),
    crmCompany(idOf(6)),
  ]);
  await saveRecords(store.db, PORTAL, CRM_SOURCE, [
    nps(idOf(0), '2026-06-29', 3),
    nps(idOf(1), '2026-06-20', 8),
    nps(idOf(2), '2026-06-25T08:00:00Z', 10),
    ...[subscription(idOf(3), null), bill(idOf(3), '2026-01-01', 100), bill(idOf(3), '2026-06-25', 60)],
    // A prospect, one who left, and old news.
    nps(idOf(4), '2026-06-29', 0),
    ...[subscription(idOf(5), '2026-06-28'), nps(idOf(5), '2026-06-27', 1)],
    nps(idOf(6), '2026-05-31', 1),
  ]);
  const acted = await actOnNews(depsOf(), TODAY);
  expect(acted).toMatchObject({ tasksCreated: 4, failed: [] });
  expect([...acted.toShow].sort()).toEqual(ids.slice(0, 4).sort());
  // Until HubSpot's copy names them they stay to be shown, whoever broke off in between.
  const nothingNew = { ...acted, tasksCreated: 0 };
  expect(await actOnNews(depsOf(), TODAY)).toEqual(nothingNew);
  const copy = (await loadActs(store.db, PORTAL, [ids[0] ?? ''])).get(ids[0] ?? '') ?? [];
  const breakdown = JSON.stringify({ tasks: copy.map(({ taskId }) => ({ taskId })) });
  await store.db
    .updateTable('company')
    .set({ health_properties: JSON.stringify({ health_breakdown: breakdown }) })
    .where('company_id', '=', ids[0] ?? '')
    .execute();
  const { toShow } = await actOnNews(depsOf(), addDays(TODAY, 1));
  expect([...toShow].sort()).toEqual(ids.slice(1, 4).sort());
  const tasks = (await tasksOfPortal()).map(({ properties }) => properties);
  expect(tasks.map((each) => each['pulso_task_key']).sort()).toEqual(
    [
      `${PORTAL}:${idOf(0)}:playbook:detractor@2026-06-29:detractor-call`,
      `${PORTAL}:${idOf(1)}:playbook:passive@2026-06-20:useful-tutorial`,
      `${PORTAL}:${idOf(2)}:playbook:promoter@2026-06-25:ask-reference`,
      `${PORTAL}:${idOf(3)}:playbook:contraction@2026-06-25:contraction-contact`,
    ].sort(),
  );
  const call = tasks.find((each) => each['hs_task_subject']?.startsWith('Call the detractor'));
  expect(call).toMatchObject({
    hs_task_priority: 'HIGH',
    hubspot_owner_id: '501',
    // A day from the end of the day on which it was seen.
    hs_timestamp: '2026-07-02T00:00:00.000Z',
  });
  expect(call?.['hs_task_body']).toContain('NPS answer 3 on 29 June.');
  const contact = tasks.find((each) => each['hs_task_subject']?.startsWith('Contact at once'));
  expect(contact?.['hs_task_body']).toContain('pays less, since 25 June.');
});

test('while a call is to be made a second bad answer adds none; after it a third one does', async () => {
  const call = (await tasksOfPortal()).find(({ properties }) =>
    properties['pulso_task_key']?.endsWith(':detractor-call'),
  );
  if (call === undefined) throw new Error('no call');
  await saveRecords(store.db, PORTAL, CRM_SOURCE, [
    nps(idOf(0), '2026-07-02', 2),
    pulled(call, 'NOT_STARTED', null),
  ]);
  expect(await actOnNews(depsOf(), '2026-07-02')).toMatchObject({ tasksCreated: 0 });
  await saveRecords(store.db, PORTAL, CRM_SOURCE, [pulled(call, 'COMPLETED', '2026-07-03T10:00:00Z')]);
  expect(await actOnNews(depsOf(), '2026-07-04')).toMatchObject({ tasksCreated: 0 });
  await saveRecords(store.db, PORTAL, CRM_SOURCE, [nps(idOf(0), '2026-07-05', 1)]);
  expect(await actOnNews(depsOf(), '2026-07-05')).toMatchObject({ tasksCreated: 1 });
});

test('a step of the playbook that somebody has started is that play: no second task beside it', async () => {
  await saveCompanies(store.db, PORTAL, [crmCompany(idOf(7))]);
  const step = `${PORTAL}:${idOf(7)}:playbook:intervene@2026-03-01:detractor-call`;
  const task = { id: '77', properties: { pulso_task_key: step } };
  await saveRecords(store.db, PORTAL, CRM_SOURCE, [
    nps(idOf(7), '2026-06-29', 4),
    pulled(task, 'IN_PROGRESS', null),
  ]);
  expect(await actOnNews(depsOf(), TODAY)).toMatchObject({ tasksCreated: 0 });
});

test('one that HubSpot does not have yet is planned for the owner of today, and no second one beside it', async () => {
  const other = 'owners';
  await saveCompanies(store.db, other, [crmCompany('1', { ownerId: '7' })]);
  await saveRecords(store.db, other, CRM_SOURCE, [nps('1', '2026-06-28', 3)]);
  await planActs(store.db, other, await followUpTasks(depsOf({}, other), TODAY));
  await saveCompanies(store.db, other, [crmCompany('1', { ownerId: '8' })]);
  const again = await followUpTasks(depsOf({}, other), TODAY);
  expect(again.map(({ key, ownerId }) => [key, ownerId])).toEqual([
    [`${other}:1:playbook:detractor@2026-06-28:detractor-call`, '8'],
  ]);
  await saveRecords(store.db, other, CRM_SOURCE, [nps('1', '2026-06-29', 2)]);
  expect(await followUpTasks(depsOf({}, other), TODAY)).toEqual([]);
});

test('they can be turned off, all or some, in the environment or by the portal', async () => {
  const other = 'other';
  await saveCompanies(store.db, other, [crmCompany('1'), crmCompany('2')]);
  await saveRecords(store.db, other, CRM_SOURCE, [nps('1', '2026-06-29', 3), nps('2', '2026-06-29', 9)]);
  const subjects = async (over: Partial<PipelineSettings>) =>
    (await followUpTasks(depsOf(over, other), TODAY)).map(({ subject }) => subject);
  expect(await subjects({})).toHaveLength(2);
  expect(await subjects({ followUps: [] })).toEqual([]);
  expect(await subjects({ followUps: ['promoter'], locale: 'es' })).toEqual(['Pedir una referencia']);
  const chosen = effective(
    { ...SETTINGS, followUps: [] },
    { ...DEFAULT_SETTINGS, followUps: ['detractor'] },
    1,
  );
  expect(await subjects(chosen)).toEqual(['Call the detractor within 24 hours']);
  const none = effective(SETTINGS, { ...DEFAULT_SETTINGS, followUps: [] }, 1);
  expect(await subjects(none)).toEqual([]);
});

describe('companies with news, without reading the records of others', () => {
  const portal = 'news';
  const news = (from = '2026-06-01', to = TODAY) => companiesWithNews(store.db, portal, { from, to });

  test.each<[string, SourceRecord[]]>([
    ['an NPS answer', [nps('1', '2026-06-30T23:00:00Z', 5)]],
    [
      'a deal for less',
      [
        {
          ...{ kind: 'deal', id: 'd', accountId: '1', createdAt: '2026-06-02', closedAt: null, name: '' },
          ...{ dealType: 'contraction', amount: null, outcome: 'open' },
        },
      ],
    ],
    ['a smaller bill', [bill('1', '2025-01-01', 100), bill('1', '2026-06-10', 99)]],
    [
      'a bill in another currency',
      [bill('1', '2025-01-01', 1), { ...bill('1', '2026-06-10', 9), currency: 'USD' } as SourceRecord],
    ],
    ['a subscription that ended', [subscription('1', '2026-06-15')]],
    [
      'a step of a contract',
      [
        {
          ...{ kind: 'mrr', id: 'm', accountId: '1', currency: 'EUR' },
          points: [
            { at: '2026-01-01', monthlyAmount: 9 },
            { at: '2026-06-15', monthlyAmount: 5 },
          ],
        },
      ],
    ],
  ])('%s', async (_what, records) => {
    await saveRecords(store.db, portal, CRM_SOURCE, records);
    expect(await news()).toEqual(['1']);
    expect(await news('2026-07-01', '2026-07-30')).toEqual([]);
    await store.db.deleteFrom('record').where('portal_id', '=', portal).execute();
  });

  test.each<[string, SourceRecord[]]>([
    ['a larger bill', [bill('1', '2025-01-01', 100), bill('1', '2026-06-10', 120)]],
    ['the same bill', [bill('1', '2026-05-10', 100), bill('1', '2026-06-10', 100)]],
    ['a CSAT answer', [{ ...nps('1', '2026-06-10', 1), survey: 'csat' } as SourceRecord]],
    ['a subscription that runs', [subscription('1', null)]],
  ])('not %s', async (_what, records) => {
    await saveRecords(store.db, portal, CRM_SOURCE, records);
    expect(await news()).toEqual([]);
    await store.db.deleteFrom('record').where('portal_id', '=', portal).execute();
  });

  test('of another source by the account that is matched, and not by one that is not', async () => {
    const account = (externalId: string) => ({
      externalId,
      name: null,
      domains: [],
      emails: [],
      hubspotCompanyId: null,
    });
    await saveAccounts(store.db, portal, 'surveys', [account('a'), account('b')]);
    await confirmMatch(store.db, portal, 'surveys', 'a', '55');
    await saveRecords(store.db, portal, 'surveys', [nps('a', '2026-06-10', 1), nps('b', '2026-06-10', 1)]);
    expect(await news()).toEqual(['55']);
  });
});
