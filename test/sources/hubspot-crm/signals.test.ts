import Sentiment from 'sentiment';
import { AppError } from '../../../src/errors.ts';
import { inWords } from '../../helpers/in-words.ts';
import { HEALTH_PROPERTY_NAMES } from '../../../src/hubspot/properties/index.ts';
import { provision } from '../../../src/hubspot/provision/index.ts';
import { writeBack } from '../../../src/hubspot/write-back/index.ts';
import { type HubSpotApi } from '../../../src/model/hubspot-api.ts';
import { type RecordKind, type RecordOf, type SourceRecord } from '../../../src/model/record.ts';
import { type Source } from '../../../src/model/source.ts';
import { crmActivityOf } from '../../../src/sandbox/world/crm-activity.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createHubSpotCrmSource } from '../../../src/sources/hubspot-crm/index.ts';
import { createTicketSentiment } from '../../../src/sources/sentiment/index.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../../hubspot/helpers/sandbox.ts';
import { pullAll, streamOf } from './pull-all.ts';

const world = createWorld({ seed: 11, profile: 'demo', companies: 12, days: 365, endDay: '2026-10-31' });
const activity = world.companies.map((company) => ({ company, ...crmActivityOf(world, company) }));
const START = Date.parse('2026-11-01T08:00:00Z');
const HOUR = 3_600_000;

let now = START;
let sandbox: SandboxedApi;

const sentiment = createTicketSentiment(new Sentiment());
const sourceOn = (api: HubSpotApi): Source =>
  createHubSpotCrmSource({ api, healthPropertyNames: HEALTH_PROPERTY_NAMES, sentiment });

beforeEach(async () => {
  now = START;
  sandbox = await startSandbox({ world, now: () => new Date(now) });
});
afterEach(() => sandbox.portal.close());

const pull = (name: string, cursor?: unknown, api: HubSpotApi = sandbox.api) =>
  pullAll(streamOf(sourceOn(api), name), { cursor, now: new Date(now) });
const of = <Kind extends RecordKind>(kind: Kind, records: readonly SourceRecord[]) =>
  records.filter((each): each is RecordOf<Kind> => each.kind === kind);
const iso = (ms: number) => new Date(ms).toISOString();
const byId = <Item extends { id: string }>(items: readonly Item[]): Item[] =>
  [...items].sort((a, b) => Number(a.id) - Number(b.id));

test('mails: ours is outreach, theirs an interaction that answers it', async () => {
  const { records, quarantined } = await pull('emails');
  const mails = activity.flatMap(({ company, emails }) => emails.map((mail) => ({ company, ...mail })));
  const ours = mails.filter(({ inbound }) => !inbound);
  const theirs = mails.filter(({ inbound }) => inbound);
  expect(quarantined).toEqual([]);
  expect(theirs.length).toBeGreaterThan(5);
  expect(byId(of('outreach', records))).toEqual(
    byId(ours).map(({ id, company, at, threadId }) => ({
      kind: 'outreach',
      id,
      accountId: company.id,
      sentAt: iso(at),
      answeredAt: null,
      thread: `thread:${threadId}`,
    })),
  );
  expect(byId(of('interaction', records))).toEqual(
    byId(theirs).map(({ id, company, at, threadId, contactId }) => ({
      kind: 'interaction',
      id,
      accountId: company.id,
      at: iso(at),
      method: 'email',
      contactId,
      answersThread: `thread:${threadId}`,
    })),
  );
});

test('calls: a talk is an interaction, one that nobody took is outreach; what it was before is forgotten', async () => {
  const first = await pull('calls');
  const calls = activity.flatMap((each) => each.calls);
  expect(of('interaction', first.records)).toHaveLength(calls.filter(({ answered }) => answered).length);
  const missed = of('outreach', first.records);
  expect(missed).toHaveLength(calls.filter(({ answered }) => !answered).length);
  now += HOUR;
  const id = missed[0]?.id ?? '';
  await sandbox.call('PATCH', `/crm/objects/2026-09/calls/${id}`, {
    properties: { hs_call_status: 'COMPLETED', hs_call_disposition: 'f240bbac-87c9-4f6e-bf70-924b57d47db7' },
  });
  const second = await pull('calls', first.cursor);
  expect(second.records).toEqual([expect.objectContaining({ kind: 'interaction', id, method: 'call' })]);
  expect(second.deleted).toEqual([`outreach ${id}`]);
});

test('tickets: open by their stage, with mood and topic, and the words are not kept', async () => {
  const first = await pull('tickets');
  const expected = activity.flatMap(({ company, tickets }) => tickets.map((each) => ({ company, ...each })));
  expect(byId(of('ticket', first.records))).toEqual(
    byId(expected).map(({ id, company, openedAt, closedAt, subject, text }) => ({
      kind: 'ticket',
      id,
      accountId: company.id,
      openedAt: iso(openedAt),
      closedAt: closedAt === null ? null : iso(closedAt),
      sentiment: sentiment(`${subject}. ${text}`),
      topic: 'billing-issue',
    })),
  );
  const closed = expected.find(({ closedAt }) => closedAt !== null);
  now += HOUR;
  const properties = { hs_pipeline_stage: '3' };
  await sandbox.call('PATCH', `/crm/objects/2026-09/tickets/${closed?.id}`, { properties });
  expect((await pull('tickets', first.cursor)).records).toEqual([
    expect.objectContaining({ id: closed?.id, closedAt: null }),
  ]);
});

test('survey answers reach the company by way of the person', async () => {
  const { records } = await pull('feedback');
  const expected = activity.flatMap(({ company, feedback }) =>
    feedback.map((each) => ({ company, ...each })),
  );
  expect(expected.map(({ survey }) => survey)).toEqual(expect.arrayContaining(['NPS', 'CSAT']));
  expect(byId(of('survey', records))).toEqual(
    byId(expected).map(({ id, company, at, survey, score }) => ({
      kind: 'survey',
      id,
      accountId: company.id,
      survey: survey.toLowerCase(),
      score,
      at: iso(at),
    })),
  );
});

test('sponsor and champion also by the label of the association', async () => {
  const company = world.companies.find(({ contacts }) => contacts.some(({ role }) => role === 'member'));
  const member = company?.contacts.find(({ role }) => role === 'member');
  const pair = '/crm/associations/2026-09/contacts/companies';
  const label = { name: 'champion', label: 'Our champion' };
  const { results } = await sandbox.call('POST', `${pair}/labels`, label);
  const { typeId } = (results as unknown as { typeId: number }[])[0] ?? { typeId: 0 };
  const types = [{ associationCategory: 'USER_DEFINED', associationTypeId: typeId }];
  const inputs = [{ from: { id: member?.id }, to: { id: company?.id }, types }];
  await sandbox.call('POST', `${pair}/batch/create`, { inputs });
  const first = await pull('contacts');
  expect(of('contact', first.records).find(({ id }) => id === member?.id)).toMatchObject({
    role: 'champion',
  });
  now += HOUR;
  const path = `/crm/objects/2026-09/contacts/${member?.id}`;
  await sandbox.call('PATCH', path, { properties: { firstname: 'Changed' } });
  expect((await pull('contacts', first.cursor)).records).toMatchObject([
    { id: member?.id, role: 'champion' },
  ]);
});

test('what the token may not see is reported and left for later', async () => {
  let granted = false;
  const api: HubSpotApi = {
    request: (wanted) =>
      wanted.path.includes('feedback_submissions') && !granted
        ? Promise.reject(new AppError('forbidden', 'missing scopes: crm.objects.feedback_submissions.read'))
        : sandbox.api.request(wanted),
  };
  const first = await pull('feedback', undefined, api);
  expect(first.records).toEqual([]);
  expect(inWords(first.quarantined)).toEqual([
    { stream: 'feedback', recordId: null, reason: 'missing scopes: crm.objects.feedback_submissions.read' },
  ]);
  granted = true;
  const all = activity.flatMap(({ feedback }) => feedback);
  expect((await pull('feedback', first.cursor, api)).records).toHaveLength(all.length);
  const companies = { request: () => Promise.reject(new AppError('forbidden', 'no')) };
  await expect(pull('companies', undefined, companies)).rejects.toMatchObject({ code: 'forbidden' });
});

test('after our own writes a pull costs no more than one walk, and still sees what was deleted', async () => {
  await provision(sandbox.api);
  const ids = await createCompanies(sandbox, 388);
  now += HOUR;
  const first = await pull('companies');
  expect(first.companies).toHaveLength(400);
  const everyone = first.companies.map(({ companyId }) => companyId);
  now += HOUR;
  const updates = everyone.map((companyId) => ({ companyId, properties: { health_band: 'red' } }));
  await writeBack(sandbox.api, updates);
  await sandbox.call('DELETE', `/crm/objects/2026-09/companies/${ids[0]}`);
  now += HOUR;
  const before = sandbox.portal.stats().requests;
  const second = await pull('companies', first.cursor);
  const requests = sandbox.portal.stats().requests - before;
  // One search that finds them all, four pages of the list, one of the archive.
  expect(requests).toBe(6);
  expect(second.companies.filter(({ archived }) => archived).map(({ companyId }) => companyId)).toEqual([
    ids[0],
  ]);
  expect(second.companies.filter(({ archived }) => !archived)).toHaveLength(399);
  expect(second.companies.every((each) => each.archived || each.healthProperties.health_band === 'red')).toBe(
    true,
  );
  now += HOUR;
  expect((await pull('companies', second.cursor)).read).toBe(0);
});
