import { HEALTH_PROPERTY_NAMES } from '../../../src/hubspot/properties/index.ts';
import { provision } from '../../../src/hubspot/provision/index.ts';
import { createTasks } from '../../../src/hubspot/tasks/index.ts';
import { writeBack } from '../../../src/hubspot/write-back/index.ts';
import { type RecordKind, type RecordOf, type SourceRecord } from '../../../src/model/record.ts';
import { type Source } from '../../../src/model/source.ts';
import { syncedAccountId } from '../../../src/sandbox/salesforce/ids.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createHubSpotCrmSource } from '../../../src/sources/hubspot-crm/index.ts';
import { type SandboxedApi, startSandbox } from '../../hubspot/helpers/sandbox.ts';
import { contextAt, pullAll, streamOf } from './pull-all.ts';

const world = createWorld({ seed: 7, profile: 'realistic', companies: 30, days: 365, endDay: '2026-10-31' });
/** The sandbox lives a little later than the world ends. */
const START = Date.parse('2026-11-01T08:00:00Z');
const contacts = world.companies.flatMap((company) => company.contacts);

let now = START;
let sandbox: SandboxedApi;
let source: Source;

beforeEach(async () => {
  now = START;
  sandbox = await startSandbox({ world, now: () => new Date(now) });
  source = createHubSpotCrmSource({ api: sandbox.api, healthPropertyNames: HEALTH_PROPERTY_NAMES });
});
afterEach(() => sandbox.portal.close());

const pull = (name: string, cursor?: unknown, maxPages?: number) =>
  pullAll(streamOf(source, name), {
    cursor,
    now: new Date(now),
    ...(maxPages === undefined ? {} : { maxPages }),
  });
const of = <Kind extends RecordKind>(kind: Kind, records: readonly SourceRecord[]) =>
  records.filter((each): each is RecordOf<Kind> => each.kind === kind);
const later = (ms: number) => {
  now += ms;
};
const HOUR = 3_600_000;

describe('first walk', () => {
  test('companies with what the portal knows of them', async () => {
    const { companies, quarantined } = await pull('companies');
    expect(quarantined).toEqual([]);
    expect(companies).toHaveLength(world.companies.length);
    const [expected] = world.companies;
    expect(companies.find(({ companyId }) => companyId === expected?.id)).toMatchObject({
      name: expected?.name,
      domains: [expected?.domain],
      ownerId: expected?.ownerId,
      segment: expected?.segment,
      customerSince: expected?.customerSince,
      currency: expected?.currency,
      parentCompanyId: null,
      archived: false,
    });
    const salesforce = new Map(companies.map((each) => [each.companyId, each.salesforceAccountId]));
    for (const each of world.companies) expect(salesforce.get(each.id)).toBe(syncedAccountId(each));
    expect(companies.every(({ arr }) => arr !== null && arr > 0)).toBe(true);
  });

  test('contacts with role, account and the day they left', async () => {
    const { records, quarantined, read } = await pull('contacts');
    expect(quarantined).toEqual([]);
    expect(read).toBe(contacts.length);
    const byId = new Map(of('contact', records).map((each) => [each.id, each]));
    for (const company of world.companies) {
      for (const contact of company.contacts) {
        expect(byId.get(contact.id)).toMatchObject({
          accountId: company.id,
          email: contact.email,
          name: `${contact.firstName} ${contact.lastName}`,
          // HubSpot has no buying role for a product's administrators.
          role: contact.role === 'admin' ? 'member' : contact.role,
          leftAt: contact.leftDay !== null && contact.leftDay <= '2026-10-31' ? contact.leftDay : null,
        });
      }
    }
  });

  test('meetings with review, outcome and people', async () => {
    const { records } = await pull('meetings');
    const byId = new Map(of('meeting', records).map((each) => [each.id, each]));
    for (const company of world.companies) {
      for (const meeting of company.meetings) {
        const outcome = meeting.outcome.toLowerCase().replace('_', '-');
        expect(byId.get(meeting.id)).toMatchObject({
          accountId: company.id,
          review: meeting.review,
          outcome,
        });
        expect(byId.get(meeting.id)?.at.slice(0, 10)).toBe(meeting.day);
        expect([...(byId.get(meeting.id)?.contactIds ?? [])].sort()).toEqual([...meeting.contactIds].sort());
      }
    }
  });

  test('deals with type and outcome', async () => {
    const { records } = await pull('deals');
    const byId = new Map(of('deal', records).map((each) => [each.id, each]));
    const types = {
      newbusiness: 'new',
      existingbusiness: 'expansion',
      renewal: 'renewal',
      contraction: 'contraction',
    };
    const deals = world.companies.flatMap((company) => company.deals.map((deal) => ({ company, deal })));
    expect(deals.length).toBeGreaterThan(0);
    for (const { company, deal } of deals) {
      expect(byId.get(deal.id)).toMatchObject({
        accountId: company.id,
        dealType: types[deal.type],
        outcome: deal.outcome,
        amount: deal.amount,
      });
      if (deal.outcome === 'open') expect(byId.get(deal.id)?.closedAt).toBeNull();
    }
  });

  test('owners', async () => {
    const { records } = await pull('owners');
    expect(
      of('owner', records)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(world.owners.map(({ id }) => id).sort());
  });

  test('no tasks of ours yet, and none of anybody else', async () => {
    expect(await pull('tasks')).toMatchObject({ records: [], quarantined: [] });
    await provision(sandbox.api);
    await sandbox.call('POST', '/crm/objects/2026-09/tasks', {
      properties: { hs_timestamp: '2026-11-02T00:00:00Z', hs_task_subject: 'Somebody’s own' },
      associations: [],
    });
    expect(await pull('tasks')).toMatchObject({ read: 0, records: [] });
  });

  test('goes on in the middle after a crash, without losing a record', async () => {
    const before = await pull('contacts', undefined, 1);
    const after = await pull('contacts', before.cursor);
    const ids = [...before.records, ...after.records].map(({ id }) => id);
    expect(before.records).toHaveLength(100);
    expect(new Set(ids).size).toBe(contacts.length);
    expect(ids).toHaveLength(contacts.length);
  });
});

describe('later passes', () => {
  test('nothing changed: nothing read', async () => {
    const first = await pull('companies');
    later(HOUR);
    const second = await pull('companies', first.cursor);
    expect(second).toMatchObject({ read: 0, companies: [], records: [], deleted: [] });
  });

  test('changed and new records are read, also when changed just before the last pass', async () => {
    const [company] = world.companies;
    later(HOUR);
    const path = `/crm/objects/2026-09/companies/${company?.id}`;
    const first = await pull('companies');
    await sandbox.call('PATCH', path, {
      properties: { name: 'Renamed' },
    });
    later(HOUR);
    const second = await pull('companies', first.cursor);
    expect(second.companies.map(({ name }) => name)).toEqual(['Renamed']);
    const third = await pull('companies', second.cursor);
    expect(third.companies).toEqual([]);
  });

  test('associations come with changes too', async () => {
    const first = await pull('meetings');
    const meeting = world.companies
      .flatMap((each) => each.meetings)
      .find(({ contactIds }) => contactIds.length > 0);
    later(HOUR);
    await sandbox.call('PATCH', `/crm/objects/2026-09/meetings/${meeting?.id}`, {
      properties: { hs_meeting_outcome: 'NO_SHOW' },
    });
    const { records } = await pull('meetings', first.cursor);
    expect(records).toEqual([expect.objectContaining({ id: meeting?.id, outcome: 'no-show' })]);
    expect([...(of('meeting', records)[0]?.contactIds ?? [])].sort()).toEqual(
      [...(meeting?.contactIds ?? [])].sort(),
    );
  });

  test('deleted records are reported, deleted companies as archived', async () => {
    const firstCompanies = await pull('companies');
    const firstDeals = await pull('deals');
    const company = world.companies[3];
    const deal = world.companies.flatMap((each) => each.deals)[0];
    later(HOUR);
    await sandbox.call('DELETE', `/crm/objects/2026-09/companies/${company?.id}`);
    await sandbox.call('DELETE', `/crm/objects/2026-09/deals/${deal?.id}`);
    later(HOUR);
    const companies = await pull('companies', firstCompanies.cursor);
    expect(companies.companies).toEqual([
      expect.objectContaining({ companyId: company?.id, archived: true }),
    ]);
    const deals = await pull('deals', firstDeals.cursor);
    expect(deals.deleted).toEqual([`deal ${deal?.id}`]);
    later(HOUR);
    expect((await pull('deals', deals.cursor)).deleted).toEqual([]);
  });

  test('a pull in a hurry leaves the archive to the next one, which tells of all that was deleted meanwhile', async () => {
    const names = ['companies', 'deals'] as const;
    const first = new Map<string, unknown>();
    for (const name of names) first.set(name, (await pull(name)).cursor);
    const [company] = world.companies;
    const deal = world.companies.flatMap((each) => each.deals)[0];
    later(HOUR);
    await sandbox.call('DELETE', `/crm/objects/2026-09/companies/${company?.id}`);
    await sandbox.call('DELETE', `/crm/objects/2026-09/deals/${deal?.id}`);
    const hurried = new Map<string, unknown>();
    for (const name of names) {
      let cursor = first.get(name);
      for (let pass = 0; pass < 3; pass += 1) {
        later(HOUR);
        const before = sandbox.portal.stats().requests;
        const skipped = await pullAll(streamOf(source, name), {
          cursor,
          now: new Date(now),
          skipDeletions: true,
        });
        expect(skipped).toMatchObject({ read: 0, companies: [], deleted: [] });
        // The search for changes, and nothing else.
        expect(sandbox.portal.stats().requests - before).toBe(1);
        cursor = skipped.cursor;
      }
      hurried.set(name, cursor);
    }
    later(HOUR);
    const companies = await pull('companies', hurried.get('companies'));
    expect(companies.companies).toMatchObject([{ companyId: company?.id, archived: true }]);
    expect((await pull('deals', hurried.get('deals'))).deleted).toEqual([`deal ${deal?.id}`]);
    later(HOUR);
    expect((await pull('companies', companies.cursor)).companies).toEqual([]);
    const again = streamOf(source, 'companies').restart?.(contextAt(new Date(now)), hurried.get('companies'));
    const { companies: all } = await pullAll(streamOf(source, 'companies'), {
      cursor: again,
      now: new Date(now),
      skipDeletions: true,
    });
    expect(all.filter(({ archived }) => archived)).toMatchObject([{ companyId: company?.id }]);
  });

  test('a pass that an earlier version began reads the archive', async () => {
    const deal = world.companies.flatMap((each) => each.deals)[0];
    later(HOUR);
    await sandbox.call('DELETE', `/crm/objects/2026-09/deals/${deal?.id}`);
    const cursor = { phase: 'changes', startedAt: now, since: START, from: START, after: null };
    const { deleted } = await pullAll(streamOf(source, 'deals'), {
      cursor,
      now: new Date(now),
      skipDeletions: true,
    });
    expect(deleted).toEqual([`deal ${deal?.id}`]);
  });

  test('reading all again tells of what was deleted since the last pass, for contacts also before', async () => {
    const first = { contacts: await pull('contacts'), companies: await pull('companies') };
    const [company, other] = world.companies;
    const [contact] = company?.contacts ?? [];
    later(HOUR);
    await sandbox.call('DELETE', `/crm/objects/2026-09/contacts/${contact?.id}`);
    later(HOUR);
    const again = (name: string, cursor: unknown) =>
      pull(name, streamOf(source, name).restart?.(contextAt(new Date(now)), cursor));
    const contactsAgain = await again('contacts', first.contacts.cursor);
    expect(contactsAgain.deleted).toEqual([`contact ${contact?.id}`]);
    expect(contactsAgain.records).toHaveLength(contacts.length - 1);
    await sandbox.call('DELETE', `/crm/objects/2026-09/companies/${other?.id}`);
    later(HOUR);
    const { companies } = await again('companies', first.companies.cursor);
    expect(companies.filter((each) => each.archived)).toMatchObject([{ companyId: other?.id }]);
    later(HOUR);
    expect((await again('contacts', contactsAgain.cursor)).deleted).toContain(`contact ${contact?.id}`);
    expect((await pull('contacts', contactsAgain.cursor)).read).toBe(0);
  });

  test('a contact that is no longer tied to a company is removed', async () => {
    const first = await pull('contacts');
    const company = world.companies[0];
    const contact = company?.contacts[0];
    later(HOUR);
    const types = `/crm/objects/2026-09/contacts/${contact?.id}/associations/companies/${company?.id}`;
    await sandbox.call('DELETE', types);
    await sandbox.call('PATCH', `/crm/objects/2026-09/contacts/${contact?.id}`, {
      properties: { firstname: 'Gone' },
    });
    const second = await pull('contacts', first.cursor);
    expect(second).toMatchObject({
      read: 1,
      records: [],
      deleted: [`contact ${contact?.id}`],
      quarantined: [],
    });
  });

  test('our tasks come back with what became of them', async () => {
    await provision(sandbox.api);
    const companyId = world.companies[0]?.id ?? '';
    const { created } = await createTasks(sandbox.api, [
      {
        key: 'k1',
        companyId,
        subject: 'Call',
        body: '',
        dueAt: '2026-11-02T00:00:00Z',
        priority: 'LOW',
        ownerId: null,
      },
    ]);
    const first = await pull('tasks');
    expect(first.records).toEqual([
      expect.objectContaining({
        kind: 'task',
        accountId: companyId,
        key: 'k1',
        status: 'NOT_STARTED',
        completedAt: null,
      }),
    ]);
    later(HOUR);
    await sandbox.call('PATCH', `/crm/objects/2026-09/tasks/${created[0]?.taskId}`, {
      properties: { hs_task_status: 'COMPLETED' },
    });
    const second = await pull('tasks', first.cursor);
    expect(second.records).toEqual([
      expect.objectContaining({ status: 'COMPLETED', completedAt: new Date(now).toISOString() }),
    ]);
  });

  test('our own values are read back as they are now, however late the search is', async () => {
    await sandbox.portal.close();
    sandbox = await startSandbox({ world, now: () => new Date(now), indexLagMs: 30_000 });
    source = createHubSpotCrmSource({ api: sandbox.api, healthPropertyNames: HEALTH_PROPERTY_NAMES });
    await provision(sandbox.api);
    const first = await pull('companies');
    const companyId = world.companies[0]?.id ?? '';
    const write = (health_band: string) =>
      writeBack(sandbox.api, [{ companyId, properties: { health_band } }]);
    later(HOUR);
    await write('red');
    later(31_000);
    await write('green');
    later(1000);
    const second = await pull('companies', first.cursor);
    expect(second.companies.map(({ healthProperties }) => healthProperties.health_band)).toEqual(['green']);
  });

  test('what search still shows may all be deleted', async () => {
    await sandbox.portal.close();
    sandbox = await startSandbox({ world, now: () => new Date(now), indexLagMs: 30_000 });
    source = createHubSpotCrmSource({ api: sandbox.api, healthPropertyNames: [] });
    const first = await pull('deals');
    const path = `/crm/objects/2026-09/deals/${world.companies.flatMap((each) => each.deals)[0]?.id}`;
    later(HOUR);
    await sandbox.call('PATCH', path, { properties: { dealname: 'Changed' } });
    later(31_000);
    await sandbox.call('DELETE', path);
    later(1000);
    const second = await pull('deals', first.cursor);
    expect(second).toMatchObject({ records: [], quarantined: [] });
    expect(second.deleted).toEqual([`deal ${path.split('/').at(-1)}`]);
  });
});
