import { IntercomClient } from 'intercom-client';
import { type Page } from '../../../src/model/source.ts';
import { startIntercom } from '../../../src/sandbox/intercom/server.ts';
import { helpDeskOf, ticketsOf } from '../../../src/sandbox/world/tickets.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createIntercomSource } from '../../../src/sources/intercom/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { storedState } from '../../batteries/stored-state.ts';

const world = createWorld({ seed: 7, profile: 'demo', companies: 45, days: 120, endDay: '2026-11-21' });
const TIMES = { now: new Date('2026-11-22T06:00:00Z'), since: '2026-07-20' };
const companies = world.companies.filter((company) => helpDeskOf(company) === 'intercom');
const tickets = companies.flatMap((company) => ticketsOf(world, company));

async function everything(faults?: { rate: number; seed: number }) {
  const server = await startIntercom({ world, faults, pageSize: 40 });
  const source = createIntercomSource(
    { ...server, sentiment: (text) => (text.includes('<p>') ? 0.5 : null) },
    { sleep: async () => undefined },
  );
  const pages: Page<unknown>[] = [];
  for (const { name } of source.streams) pages.push(...(await pullAll(streamOf(source, name), null, TIMES)));
  await server.close();
  return pages;
}

test('every company, question, message, rating and interaction arrives', async () => {
  const pages = await everything();
  const records = pages.flatMap((page) => page.records ?? []);
  const count = (kind: string) => records.filter((each) => each.kind === kind).length;
  const outreach = tickets.filter(({ number }) => number % 6 === 0).length;
  expect(outreach).toBeGreaterThan(2);
  expect(count('outreach')).toBeGreaterThanOrEqual(outreach);
  expect(count('ticket')).toBeGreaterThanOrEqual(tickets.length - outreach);
  expect(count('survey')).toBeGreaterThanOrEqual(tickets.filter(({ rating }) => rating !== null).length);
  const [one] = tickets.filter(({ number }) => number % 6 !== 0);
  expect(
    records.find((each) => each.kind === 'ticket' && each.id === String(2_000_000 + (one?.number ?? 0))),
  ).toEqual(expect.objectContaining({ topic: one?.topic, sentiment: 0.5 }));
  expect(pages.flatMap((page) => page.quarantined ?? [])).toEqual([]);
  const accounts = pages.flatMap((page) => page.accounts ?? []);
  expect(accounts.find((each) => each.name === companies[0]?.name)?.hubspotCompanyId).toBe(companies[0]?.id);
  expect(accounts.find((each) => each.name === companies[1]?.name)?.domains).toEqual([
    `https://www.${companies[1]?.domain}`,
  ]);
  const known = new Set(accounts.filter((each) => each.name !== null).map((each) => each.externalId));
  expect(records.filter((each) => !known.has(each.accountId))).toEqual([]);
});

test('faults on the way change nothing', async () => {
  expect(storedState(await everything({ rate: 0.3, seed: 3 }))).toEqual(storedState(await everything()));
});

describe("the sandbox under Intercom's own client, unmodified", () => {
  const open = async (token?: string) => {
    const server = await startIntercom({ world, pageSize: 20 });
    const client = new IntercomClient({
      token: token ?? server.accessToken,
      environment: server.baseUrl,
      maxRetries: 0,
    });
    return { server, client };
  };

  test('searches conversations page by page', async () => {
    const { server, client } = await open();
    const query = { field: 'updated_at', operator: '>' as const, value: '1' };
    const ids: string[] = [];
    for await (const each of await client.conversations.search({ query, pagination: { per_page: 20 } }))
      ids.push(each.id ?? '');
    await server.close();
    expect(ids.length).toBeGreaterThan(tickets.length - 1);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('finds a conversation, its contact, and the companies by list and by scroll', async () => {
    const { server, client } = await open();
    const conversation = await client.conversations.find({
      conversation_id: String(2_000_000 + (tickets[0]?.number ?? 0)),
    });
    const contactId = conversation.contacts?.contacts?.[0]?.id ?? '';
    const contact = await client.contacts.find({ contact_id: contactId });
    expect(contact.email).toBe(tickets[0]?.requester.email);
    const listed: string[] = [];
    for await (const each of await client.companies.list({ per_page: 60 })) listed.push(each.name ?? '');
    const scrolled = await client.companies.scroll();
    await server.close();
    expect(listed).toEqual(expect.arrayContaining(companies.slice(0, 10).map(({ name }) => name)));
    expect(scrolled.data[0]?.name).toBe(companies[0]?.name);
  });

  test('is told what is wrong', async () => {
    const { server, client } = await open('wrong');
    const query = { field: 'updated_at', operator: '>' as const, value: '1' };
    await expect(client.conversations.search({ query })).rejects.toMatchObject({ statusCode: 401 });
    await server.close();
  });
});
