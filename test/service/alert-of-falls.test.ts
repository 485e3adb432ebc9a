import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import os from 'node:os';
import { sql } from 'kysely';
import { provision } from '../../src/hubspot/provision/index.ts';
import { type JobKind } from '../../src/jobs/job.ts';
import { type Day, dayFromNumber, dayNumber } from '../../src/model/day.ts';
import { type RecordOf, type SourceRecord } from '../../src/model/record.ts';
import { type UsageUserDay } from '../../src/model/source.ts';
import { setOverride } from '../../src/pipeline/actions/set-override.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { serveRuntime } from '../../src/service/runtime.ts';
import { type RunningService } from '../../src/service/service.ts';
import { saveAccounts, saveMatches } from '../../src/store/accounts.ts';
import { loadAudit } from '../../src/store/audit.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { loadHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../src/store/records.ts';
import { addRescores } from '../../src/store/rescore.ts';
import { replaceUsage } from '../../src/store/usage.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { type SmtpServer, startSmtpServer } from '../helpers/smtp.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../hubspot/helpers/sandbox.ts';
import { SETTINGS } from '../pipeline/proof/judged-portal.ts';

/** From the facts of an account to what people are told of it: scores, jobs, chat and mail are real. */

const PORTAL = '1';
const FIRST_USE = '2026-08-01';
const LAST_DAY = '2026-12-31';

let store: Store;
let sandbox: SandboxedApi;
let chat: Server;
let mail: SmtpServer;
let service: RunningService;
let deps: PipelineDeps;
let now = new Date('2026-11-01T04:00:00Z');
/** Does something before the next call to HubSpot. */
let meanwhile: () => void = () => undefined;
let chatStatus = 200;
const chatted: string[] = [];
const warnings: string[] = [];
/** In the order of their ids. */
let happy = '';
let other = '';

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  sandbox = await startSandbox({ now: () => now });
  await provision(sandbox.api);
  mail = await startSmtpServer();
  chat = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (chatStatus === 200) chatted.push((JSON.parse(text) as { text: string }).text);
      response.writeHead(chatStatus).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => chat.once('listening', resolve));
  [happy = '', other = ''] = (await createCompanies(sandbox, 2)).sort();
  await saveCompanies(store.db, PORTAL, [crmCompany(happy), crmCompany(other)]);
  for (const companyId of [happy, other]) await thrives(companyId);
  deps = {
    db: store.forPortal(PORTAL),
    portalId: PORTAL,
    api: {
      request: (request) => {
        meanwhile();
        return sandbox.api.request(request);
      },
    },
    sources: [],
    log: { info: () => undefined, warn: (_, text) => void warnings.push(text), error: () => undefined },
    clock: () => now,
    tempDir: os.tmpdir(),
    settings: SETTINGS,
  };
  const env = {
    PULSO_ALERT_WEBHOOK_URL: `http://127.0.0.1:${(chat.address() as AddressInfo).port}/hook`,
    PULSO_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    PULSO_ALERT_EMAIL_TO: 'csm@example.com',
    PULSO_ALERT_EMAIL_FROM: 'pulso@example.com',
    PULSO_PRIVATE_ADDRESSES: 'allow',
  };
  const runtime = { deps, api: deps.api, sources: [], store, close: async () => undefined };
  service = await serveRuntime(env, runtime, { role: 'worker' });
});
afterAll(async () => {
  await service.close();
  await mail.close();
  await new Promise((resolve) => chat.close(resolve));
  await sandbox.portal.close();
  await store.close();
});

async function thrives(companyId: string): Promise<void> {
  const external = `a-${companyId}`;
  await saveAccounts(store.db, PORTAL, 'amplitude', [
    { externalId: external, name: null, domains: [], emails: [], hubspotCompanyId: companyId },
  ]);
  const match = { companyId, matchedBy: 'hubspot-id' as const, problem: null, suggestions: [] };
  await saveMatches(store.db, PORTAL, [{ source: 'amplitude', externalId: external, ...match }]);
  const of = { accountId: companyId };
  const from = <Kind extends SourceRecord['kind']>(
    kind: Kind,
    rest: Omit<RecordOf<Kind>, 'kind' | 'accountId' | 'id'>,
  ) => ({ ...of, kind, id: `${kind}-${companyId}`, ...rest }) as unknown as SourceRecord;
  await saveRecords(store.db, PORTAL, CRM_SOURCE, [
    from('subscription', {
      ...{ startedAt: '2026-01-01', endedAt: null, canceledAt: null, currentPeriodEnd: '2027-08-01' },
      ...{ termMonths: 24, autoRenew: true, seats: 6, monthlyAmount: 100, currency: 'EUR', trial: false },
    }),
    from('interaction', { at: '2026-10-25', method: 'call', contactId: null }),
    from('meeting', {
      ...{ at: '2026-10-20', title: 'QBR', review: true, outcome: 'completed', contactIds: [] },
    }),
  ]);
  await changes(companyId, 'well');
}

/** Until when five people of each company come every day. */
const lastUse = new Map<string, Day>();
async function saveUsage(): Promise<void> {
  const rows: UsageUserDay[] = [];
  for (const [companyId, until] of lastUse) {
    for (let number = dayNumber(FIRST_USE); number <= dayNumber(until); number += 1) {
      const day = dayFromNumber(number);
      for (const userId of ['u1', 'u2', 'u3', 'u4', 'u5']) {
        rows.push({
          ...{ accountId: `a-${companyId}`, userId, day, chunk: day, email: null },
          ...{ events: 5, workflowsStarted: 1, workflowsCompleted: 1 },
          ...{ features: { [`feature ${number % 7}`]: 'basic' }, integrations: ['slack'] },
        });
      }
    }
  }
  const days = { from: FIRST_USE, to: LAST_DAY };
  await replaceUsage(store.db, PORTAL, 'amplitude', { replaces: days, rows, coverage: days });
}

/** What decides: whether they come, pay and stay, and what they say. */
async function changes(companyId: string, to: 'well' | 'badly', at: Day = '2026-10-20'): Promise<void> {
  const bad = to === 'badly';
  lastUse.set(companyId, bad ? '2026-09-10' : LAST_DAY);
  await saveUsage();
  const person = (role: 'executive-sponsor' | 'champion'): SourceRecord => ({
    ...{ kind: 'contact', id: `${role}-${companyId}`, accountId: companyId, createdAt: '2025-01-01' },
    ...{ email: `${role}@example.com`, name: null, role, leftAt: bad ? at : null },
  });
  const invoice = (dueAt: Day): SourceRecord => ({
    ...{ kind: 'invoice', id: `${dueAt}-${companyId}`, accountId: companyId, issuedAt: dueAt, dueAt },
    ...{ paidAt: bad ? null : dueAt, status: bad ? 'open' : 'paid' },
    ...{ amount: 100, currency: 'EUR', seats: null, monthlyAmount: 100 },
  });
  await saveRecords(store.db, PORTAL, CRM_SOURCE, [
    person('executive-sponsor'),
    person('champion'),
    invoice('2026-08-01'),
    invoice('2026-09-01'),
    { kind: 'survey', id: `nps-${companyId}`, accountId: companyId, survey: 'nps', score: bad ? 0 : 9, at },
  ]);
}

async function works(...kinds: JobKind[]): Promise<void> {
  for (const kind of kinds) {
    await service.queue.enqueue({ portalId: PORTAL, kind });
    while ((await unfinished()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function unfinished(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pgboss.job where state in ('created', 'retry', 'active')`.execute(
    store.db,
  );
  return rows[0]?.n ?? 0;
}

/** The nightly run of a day, as far as scores and people are concerned. */
async function night(day: Day): Promise<void> {
  now = new Date(`${day}T04:00:00Z`);
  await works('score', 'act');
}

const bandOf = async (companyId: string) =>
  (await loadHealth(store.db, PORTAL, [companyId])).get(companyId)?.breakdown.publishedBand;

/** What people were told since last asked, the account it was about marked by its place. */
function told(): { chat: string[]; mail: string[] } {
  const about = (text: string): string =>
    [happy, other]
      .flatMap((id, index) => (text.includes(`/record/0-2/${id}`) ? [`account ${index}`] : []))
      .join();
  const messages = mail.messages.slice(seenMails).map((each) => about(each.replaceAll('=\r\n', '')));
  seenMails = mail.messages.length;
  return { chat: chatted.splice(0).map(about), mail: messages };
}
let seenMails = 0;
const NOTHING = { chat: [], mail: [] };

test('a first score is no news, and neither is a company that stays as it is', async () => {
  await night('2026-11-01');
  await night('2026-11-02');
  expect([await bandOf(happy), await bandOf(other)]).toEqual(['green', 'green']);
  expect(told()).toEqual(NOTHING);
});

test('a fall to red is told once in chat and once by mail', async () => {
  await changes(happy, 'badly', '2026-11-03');
  await night('2026-11-03');
  expect(await bandOf(happy)).toBe('red');
  expect(told()).toEqual({ chat: ['account 0'], mail: ['account 0'] });
  await works('act');
  await night('2026-11-04');
  expect(told()).toEqual(NOTHING);
  const lines = (await loadAudit(deps.db, PORTAL)).filter(({ action }) => action === 'alert.sent');
  expect(lines.map(({ subject, detail }) => ({ subject, detail }))).toEqual(
    expect.arrayContaining([
      { subject: happy, detail: { day: '2026-11-03', way: 'chat' } },
      { subject: happy, detail: { day: '2026-11-03', way: 'mail' } },
    ]),
  );
  expect(lines).toHaveLength(2);
});

test('a new fall is told again; what failed is tried again, alone, on the following days', async () => {
  await changes(happy, 'well', '2026-11-05');
  await night('2026-11-05');
  await night('2026-11-06');
  expect(await bandOf(happy)).not.toBe('red');
  expect(told()).toEqual(NOTHING);

  mail.refuse('451 come back later');
  await changes(happy, 'badly', '2026-11-07');
  await night('2026-11-07');
  expect(told()).toEqual({ chat: ['account 0'], mail: [] });
  expect(warnings.splice(0)).toEqual([expect.stringMatching(/mail.*451/)]);

  chatStatus = 500;
  await changes(other, 'badly', '2026-11-08');
  await night('2026-11-08');
  expect(told()).toEqual(NOTHING);
  expect(warnings.splice(0)).toHaveLength(2);

  chatStatus = 200;
  mail.refuse('250 ok');
  await night('2026-11-09');
  expect(told()).toEqual({ chat: ['account 1'], mail: ['account 0,account 1'] });
  await night('2026-11-10');
  expect(told()).toEqual(NOTHING);
  expect(warnings).toEqual([]);
});

test('a fall that is a week old is news no more', async () => {
  for (const companyId of [happy, other]) await changes(companyId, 'well', '2026-11-11');
  await night('2026-11-11');
  await night('2026-11-12');
  chatStatus = 500;
  mail.refuse('451 come back later');
  await changes(happy, 'badly', '2026-11-13');
  await night('2026-11-13');
  await changes(other, 'badly', '2026-11-14');
  await night('2026-11-14');
  expect([await bandOf(happy), await bandOf(other)]).toEqual(['red', 'red']);
  chatStatus = 200;
  mail.refuse('250 ok');
  await night('2026-11-21');
  expect(told()).toEqual({ chat: ['account 1'], mail: ['account 1'] });
});

test('a fall that a person sets on the card is told by the next run, though it is a day later', async () => {
  await changes(happy, 'well', '2026-11-22');
  await night('2026-11-22');
  await night('2026-11-23');
  expect(await bandOf(happy)).not.toBe('red');
  now = new Date('2026-11-23T15:00:00Z');
  const asked = {
    companyId: happy,
    requestId: 'r1',
    band: 'red',
    reason: 'they told me',
    expiresAt: '2026-12-01',
  };
  await setOverride(deps, asked as never, { author: 'ana@example.com', userId: '7' });
  expect(await bandOf(happy)).toBe('red');
  expect(told()).toEqual(NOTHING);
  await night('2026-11-24');
  expect(told()).toEqual({ chat: ['account 0'], mail: ['account 0'] });
});

test('a fall during the day is told by the refresh that saw it, whichever day it ends on', async () => {
  await changes(other, 'well', '2026-11-25');
  await night('2026-11-25');
  await night('2026-11-26');
  expect(await bandOf(other)).not.toBe('red');
  await changes(other, 'badly', '2026-11-27');
  await addRescores(deps.db, PORTAL, [other], '2026-11-27T23:58:00.000Z');
  now = new Date('2026-11-27T23:59:59Z');
  meanwhile = () => (now = new Date('2026-11-28T00:00:01Z'));
  await works('refresh');
  meanwhile = () => undefined;
  expect(told()).toEqual({ chat: ['account 1'], mail: ['account 1'] });
  await night('2026-11-28');
  expect(told()).toEqual(NOTHING);
});
