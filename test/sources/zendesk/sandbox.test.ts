import Sentiment from 'sentiment';
import { type Page } from '../../../src/model/source.ts';
import { startZendesk } from '../../../src/sandbox/zendesk/server.ts';
import { helpDeskOf, ticketsOf } from '../../../src/sandbox/world/tickets.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createTicketSentiment } from '../../../src/sources/sentiment/index.ts';
import { createZendeskSource } from '../../../src/sources/zendesk/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { storedState } from '../../batteries/stored-state.ts';

const world = createWorld({ seed: 7, profile: 'demo', companies: 30, days: 120, endDay: '2026-11-21' });
const TIMES = { now: new Date('2026-11-22T06:00:00Z'), since: '2026-07-20' };
const tickets = world.companies
  .filter((company) => helpDeskOf(company) === 'zendesk')
  .flatMap((company) => ticketsOf(world, company));

interface Given {
  readonly csat?: 'legacy' | 'survey';
  readonly faults?: { readonly rate: number; readonly seed: number };
}

async function everything({ csat, faults }: Given = {}) {
  const server = await startZendesk({ world, csat, faults });
  const { baseUrl, email, apiToken, topicField } = server;
  const sentiment = createTicketSentiment(new Sentiment());
  const source = createZendeskSource(
    { baseUrl, credentials: { email, apiToken }, sentiment, topicField },
    { sleep: async () => undefined },
  );
  const pages: Record<string, Page<unknown>[]> = {};
  for (const { name } of source.streams) pages[name] = await pullAll(streamOf(source, name), null, TIMES);
  await server.close();
  return pages;
}

const recordsOf = (pages: Record<string, Page<unknown>[]>) =>
  Object.values(pages).flatMap((each) => each.flatMap((page) => page.records ?? []));

test('every ticket arrives with its dates, topic and a mood that follows its words', async () => {
  const pages = await everything();
  const records = recordsOf(pages).filter((each) => each.kind === 'ticket');
  const byId = new Map(records.map((each) => [each.id, each]));
  const kept = tickets.filter(({ number }) => number % 40 !== 0);
  expect(kept.length).toBeGreaterThan(50);
  for (const each of kept) {
    const record = byId.get(String(each.number));
    expect(record?.topic).toBe(each.topic);
    expect(Date.parse(record?.openedAt ?? '')).toBe(Math.floor(each.openedAt / 1000) * 1000);
    expect(record?.closedAt === null).toBe(each.solvedAt === null);
  }
  const moods = (word: RegExp) =>
    kept.filter(({ text }) => word.test(text)).map(({ number }) => byId.get(String(number))?.sentiment ?? 0);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(moods(/terrible|awful|grave|desastre/))).toBeLessThan(-0.3);
  expect(mean(moods(/love|excellent|encanta|excelente/))).toBeGreaterThan(0.3);
});

test('no word of a ticket gets into what is stored', async () => {
  const stored = JSON.stringify(Object.values(await everything()));
  const words = new Set(tickets.flatMap(({ text }) => text.split(' ').filter((word) => word.length > 8)));
  expect(words.size).toBeGreaterThan(10);
  const topics = new Set<string>(tickets.map(({ topic }) => topic));
  expect([...words].filter((word) => stored.includes(word) && !topics.has(word))).toEqual([]);
});

test('organizations carry what ties them to companies; tickets without one find it through their requester', async () => {
  const pages = await everything();
  const accounts = (pages.organizations ?? []).flatMap((page) => page.accounts ?? []);
  const [first, second] = world.companies;
  expect(accounts.find((each) => each.name === first?.name)?.hubspotCompanyId).toBe(first?.id);
  expect(accounts.find((each) => each.name === second?.name)?.domains).toEqual([second?.domain]);
  const owners = new Set(recordsOf(pages).map((each) => each.accountId));
  expect([...owners].every((id) => id.startsWith('360001'))).toBe(true);
});

test('both kinds of satisfaction end as the same answers on one scale', async () => {
  const rated = tickets.filter(({ rating, number }) => rating !== null && number % 40 !== 0);
  const scores = async (csat: 'legacy' | 'survey') =>
    recordsOf(await everything({ csat })).flatMap((each) => (each.kind === 'survey' ? [each.score] : []));
  const surveyed = await scores('survey');
  expect(rated.length).toBeGreaterThan(10);
  expect(surveyed.length).toBeGreaterThanOrEqual(rated.length);
  expect(new Set(surveyed).size).toBeGreaterThan(3);
  const legacy = await scores('legacy');
  expect(legacy).toHaveLength(surveyed.length);
  expect(legacy.filter((score) => score === 5)).toHaveLength(surveyed.filter((score) => score > 3).length);
});

test('tickets that were deleted are deleted', async () => {
  const gone = tickets.filter(({ number }) => number % 40 === 0).map(({ number }) => String(number));
  const deleted = ((await everything()).tickets ?? []).flatMap((page) => page.deleted ?? []);
  expect(deleted).toEqual(expect.arrayContaining(gone.map((id) => ({ kind: 'ticket', id }))));
});

test('faults on the way change nothing', async () => {
  const [calm, rough] = [await everything(), await everything({ faults: { rate: 0.3, seed: 3 } })];
  expect(storedState(Object.values(rough).flat())).toEqual(storedState(Object.values(calm).flat()));
});
