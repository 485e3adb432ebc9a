import os from 'node:os';
import { HEALTH_PROPERTY_NAMES } from '../../../src/hubspot/properties/index.ts';
import { provision } from '../../../src/hubspot/provision/index.ts';
import { type CardAnswer } from '../../../src/model/card-actions.ts';
import { addDays } from '../../../src/model/day.ts';
import { type SourceRecord } from '../../../src/model/record.ts';
import { runAction } from '../../../src/pipeline/actions/index.ts';
import { type PipelineDeps } from '../../../src/pipeline/deps.ts';
import { actOnNews } from '../../../src/pipeline/act.ts';
import { checkPortal } from '../../../src/pipeline/proof/check.ts';
import { portalPast } from '../../../src/pipeline/proof/portal-past.ts';
import { pullSource } from '../../../src/pipeline/pull.ts';
import { scorePortal } from '../../../src/pipeline/score.ts';
import { showTasks } from '../../../src/pipeline/show-tasks.ts';
import { createHubSpotCrmSource } from '../../../src/sources/hubspot-crm/index.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../../src/store/records.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../../hubspot/helpers/sandbox.ts';
import { depsOf } from './judged-portal.ts';

/** The day the playbooks were started; the others count from it. */
const STARTED = '2026-06-01';
const PLAYED = 12;
const COMPANIES = 30;

let now = new Date(`${STARTED}T09:00:00Z`);
let store: Store;
let sandbox: SandboxedApi;
let deps: PipelineDeps;
let ids: string[];

const at = (days: number) => addDays(STARTED, days);

function travelTo(days: number): void {
  now = new Date(`${at(days)}T09:00:00Z`);
}

async function pullAndScore(): Promise<void> {
  for (const source of deps.sources) await pullSource(deps, source);
  await scorePortal(deps, { asOf: now.toISOString().slice(0, 10) });
}

/** Surveys come from somewhere else; one tells the score what to say. */
const answer = (companyId: string, day: string, score: number): SourceRecord => ({
  ...{ kind: 'survey', id: `${companyId}-${day}`, accountId: companyId, survey: 'nps' },
  ...{ score, at: day },
});

interface Task {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
}

async function tasksOfPortal(): Promise<Task[]> {
  const path = '/crm/objects/2026-09/tasks?limit=100&properties=pulso_task_key';
  const tasks: Task[] = [];
  for (let after = ''; ;) {
    const page = await sandbox.call('GET', `${path}${after}`);
    tasks.push(...(page.results as unknown as Task[]));
    const next = page.paging?.next?.after as unknown as string | undefined;
    if (next === undefined) return tasks;
    after = `&after=${next}`;
  }
}

async function complete(tasks: readonly Task[]): Promise<void> {
  for (const { id } of tasks) {
    await sandbox.call('PATCH', `/crm/objects/2026-09/tasks/${id}`, {
      properties: { hs_task_status: 'COMPLETED' },
    });
  }
}

/** What was played at a company until a day. */
async function playsOf(companyId: string | undefined, day: number): Promise<string[]> {
  for await (const { customers } of portalPast(deps, at(day))) {
    const found = customers.find(({ outcome }) => outcome.companyId === companyId);
    if (found !== undefined) return found.plays.map(({ id }) => id);
  }
  return [];
}

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  sandbox = await startSandbox({ now: () => now });
  await provision(sandbox.api);
  ids = await createCompanies(sandbox, COMPANIES);
  await sandbox.call('POST', '/crm/objects/2026-09/companies/batch/update', {
    inputs: ids.map((id) => ({ id, properties: { lifecyclestage: 'customer' } })),
  });
  const { api } = sandbox;
  const given = depsOf(store, () => now);
  deps = {
    ...given,
    api,
    tempDir: os.tmpdir(),
    sources: [createHubSpotCrmSource({ api, healthPropertyNames: HEALTH_PROPERTY_NAMES })],
    // One indicator is all there is to score.
    settings: { ...given.settings, modelChanges: { changes: { minimumCoverage: 0.01 }, revision: 1 } },
  };
  const before = ids.map((id) => answer(id, at(-10), 4));
  await saveRecords(store.db, deps.portalId, CRM_SOURCE, before);
  await pullAndScore();
});
afterAll(async () => {
  await store.close();
  await sandbox.portal.close();
});

test('playbooks that were started, done in HubSpot and followed by better scores show as what followed them', async () => {
  for (const companyId of ids.slice(0, PLAYED + 1)) {
    const { done } = (await runAction(
      deps,
      'startPlaybook',
      { companyId },
      { author: 'ana@example.com' },
    )) as CardAnswer;
    expect(done?.tasksCreated).toBeGreaterThan(0);
  }
  travelTo(3);
  const tasks = await tasksOfPortal();
  // Nobody does those of the last one.
  const keyOf = ({ properties }: Task) => properties['pulso_task_key'] ?? '';
  await complete(tasks.filter((task) => keyOf(task).split(':')[1] !== ids[PLAYED]));
  const happier = ids.slice(0, PLAYED).map((id) => answer(id, at(20), 10));
  await saveRecords(store.db, deps.portalId, CRM_SOURCE, happier);
  travelTo(40);
  await pullAndScore();
  travelTo(75);
  await pullAndScore();

  expect(await playsOf(ids[0], 75)).toContain('detractor-call');
  expect(await playsOf(ids[PLAYED], 75)).toEqual([]);
  expect(await playsOf(ids[PLAYED + 1], 75)).toEqual([]);

  const { plays } = await checkPortal(deps);
  const call = plays.find(({ play }) => play === 'detractor-call');
  expect(call).toMatchObject({ compared: PLAYED, notCompared: 0, kept: 1, keptWithout: 1 });
  expect(call?.change).toBeGreaterThan(20);
  expect(call?.changeWithout).toBeCloseTo(0, 6);
  expect(call?.difference).toBeCloseTo(call?.change ?? 0, 6);
  expect(call?.title.es).toBe('Llamar al detractor en 24 horas');
});

test('the task of a fallen band counts as a play of that band once it was done, reopened it does not', async () => {
  const [first = ''] = ids;
  const known = new Set((await tasksOfPortal()).map(({ id }) => id));
  await saveRecords(store.db, deps.portalId, CRM_SOURCE, [
    answer(first, at(100), 0),
    answer(first, at(101), 0),
  ]);
  for (const day of [102, 103, 104]) {
    travelTo(day);
    await pullAndScore();
  }
  // The fall, and the call that the answer itself calls for.
  expect(await actOnNews(deps, at(104))).toMatchObject({ tasksCreated: 2, failed: [] });
  const made = (await tasksOfPortal()).filter(({ id }) => !known.has(id));
  await complete(made);
  travelTo(105);
  await pullAndScore();
  expect((await playsOf(first, 105)).filter((id) => id.startsWith('band:'))).toEqual(['band:red']);
  for (const { id } of made) {
    await sandbox.call('PATCH', `/crm/objects/2026-09/tasks/${id}`, {
      properties: { hs_task_status: 'IN_PROGRESS' },
    });
  }
  travelTo(106);
  await pullAndScore();
  expect((await playsOf(first, 106)).filter((id) => id.startsWith('band:'))).toEqual([]);
});

test('a follow-up is on the card at once, and the playbook that has it as a step makes no second one', async () => {
  const companyId = ids[PLAYED + 2] ?? '';
  await saveRecords(store.db, deps.portalId, CRM_SOURCE, [answer(companyId, at(107), 2)]);
  travelTo(108);
  await pullAndScore();
  const { toShow } = await actOnNews(deps, at(108));
  expect(toShow).toContain(companyId);
  await showTasks(deps, at(108), toShow);
  const act = async (name: string) =>
    (await runAction(deps, name, { companyId }, { author: 'ana@example.com' })) as CardAnswer;
  const { breakdown } = await act('getHealth');
  const steps = breakdown?.words?.plan?.steps.map(({ id }) => id) ?? [];
  expect(steps).toContain('detractor-call');
  expect(breakdown?.tasks?.map(({ stepId, status }) => [stepId, status])).toEqual([
    ['detractor-call', 'open'],
  ]);
  const { done } = await act('startPlaybook');
  expect(done).toMatchObject({ tasksCreated: steps.length - 1, tasksExisting: 1 });
  const keys = (await tasksOfPortal()).map(({ properties }) => properties['pulso_task_key'] ?? '');
  expect(keys.filter((key) => key.includes(`:${companyId}:`) && key.endsWith(':detractor-call'))).toEqual([
    `${deps.portalId}:${companyId}:playbook:detractor@${at(107)}:detractor-call`,
  ]);
});
