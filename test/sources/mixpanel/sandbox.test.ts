import { startMixpanel } from '../../../src/sandbox/mixpanel/server.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createMixpanelSource } from '../../../src/sources/mixpanel/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { storedState } from '../../batteries/stored-state.ts';

const world = createWorld({ seed: 7, profile: 'demo', companies: 6, days: 40, endDay: '2026-11-21' });
const TIMES = { now: new Date('2026-11-22T06:00:00Z'), since: '2026-11-08' };
const sleep = async () => undefined;

async function read(
  stream: string,
  faults?: { rate: number; seed: number },
  timeZone?: string,
  cursor: unknown = null,
) {
  const server = await startMixpanel({ world, covers: () => true, faults });
  const source = createMixpanelSource({ ...server, timeZone }, { sleep });
  const pages = await pullAll(streamOf(source, stream), cursor, TIMES);
  await server.close();
  return pages;
}

test('every working user day of the world arrives once', async () => {
  const pages = await read('events');
  const expected = world.companies.flatMap((company) =>
    Array.from({ length: 13 }, (_, day) => `2026-11-${String(day + 9).padStart(2, '0')}`).flatMap((day) =>
      world
        .work(company, day)
        .filter(({ email }) => email !== '')
        .map(({ userId, events }) =>
          [day, userId, events.reduce((sum, each) => sum + each.count, 0)].join(' '),
        ),
    ),
  );
  const rows = pages.flatMap((page) => page.usage?.rows ?? []);
  const found = new Set(rows.map((row) => [row.day, row.userId, row.events].join(' ')));
  expect(expected.length).toBeGreaterThan(50);
  expect(expected.filter((each) => !found.has(each))).toEqual([]);
  expect(pages.at(-1)?.usage?.coverage).toEqual({ from: '2026-11-08', to: '2026-11-21' });
  expect(pages.flatMap((page) => page.quarantined ?? [])).toEqual([]);
});

test('the next run reads the trailing days again and changes nothing', async () => {
  const whole = await read('events');
  const again = await read('events', undefined, undefined, whole.at(-1)?.cursor);
  expect(again[0]?.usage?.replaces).toEqual({ from: '2026-11-19', to: '2026-11-22' });
  expect(storedState([...whole, ...again])).toEqual(storedState(whole));
});

test('faults on the way change nothing', async () => {
  expect(storedState(await read('events', { rate: 0.3, seed: 3 }))).toEqual(
    storedState(await read('events')),
  );
});

test('in a zone behind UTC the last day is not covered before it is over there', async () => {
  const pages = await read('events', undefined, 'America/Los_Angeles');
  expect(pages[0]?.usage?.replaces.from).toBe('2026-11-07');
  expect(pages.at(-1)?.usage?.coverage.to).toBe('2026-11-20');
});

test('group profiles tie accounts to companies', async () => {
  const accounts = (await read('groups')).flatMap((page) => page.accounts ?? []);
  expect(accounts).toHaveLength(6);
  const [first, second, third] = world.companies;
  expect(accounts[0]).toMatchObject({
    externalId: first?.accountId,
    name: first?.name,
    hubspotCompanyId: first?.id,
  });
  expect(accounts[1]).toMatchObject({ domains: [second?.domain], hubspotCompanyId: null });
  expect(accounts[2]).toMatchObject({ name: third?.name, domains: [], hubspotCompanyId: null });
});
