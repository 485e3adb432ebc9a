import { addDays } from '../../../src/model/day.ts';
import {
  type AmplitudeOptions,
  type AmplitudeServer,
  startAmplitude,
} from '../../../src/sandbox/amplitude/server.ts';
import { parseEventName } from '../../../src/sandbox/world/vocabulary.ts';
import { END_DAY, worldOf } from '../world/worlds.ts';
import { ask, type Export, type ExportedEvent, unpack } from './exports.ts';

const world = worldOf({ companies: 40, days: 25 });
const accounts = [...world.companies, ...world.strangers];
let server: AmplitudeServer;
let whole: Export;

const hours = (day: string, hour: number) => `${day.replaceAll('-', '')}T${String(hour).padStart(2, '0')}`;
const allOf = (from: string, to: string) => [hours(from, 0), hours(to, 23)] as const;
const withServer = async (
  options: Partial<AmplitudeOptions>,
  use: (one: AmplitudeServer) => Promise<void>,
) => {
  const one = await startAmplitude({ world, ...options });
  await use(one).finally(() => one.close());
};
const instant = (time: string) => Date.parse(`${time.slice(0, 23).replace(' ', 'T')}Z`);
const unique = (events: readonly ExportedEvent[]) => [
  ...new Map(events.map((event) => [event.uuid, event])).values(),
];

/** Events by account, day and name. */
function tally(entries: Iterable<readonly [account: string, day: string, name: string, count: number]>) {
  const counts: Record<string, number> = {};
  for (const [account, day, name, count] of entries) {
    const key = `${account} ${day} ${name}`;
    counts[key] = (counts[key] ?? 0) + count;
  }
  return counts;
}

beforeAll(async () => {
  server = await startAmplitude({ world });
  whole = await unpack(await ask(server, ...allOf(world.startDay, END_DAY)));
});

afterAll(async () => {
  await server.close();
});

describe('an export', () => {
  test('has the events of the world, each once when duplicates are dropped', () => {
    const exported = unique(whole.events).flatMap(({ groups, event_time, event_type, event_properties }) => {
      const account = groups.company?.[0];
      const name =
        'integration' in event_properties ? `${event_type}: ${event_properties['integration']}` : event_type;
      return account === undefined ? [] : [[account, event_time.slice(0, 10), name, 1] as const];
    });
    const days = Array.from({ length: 24 }, (_, index) => addDays(world.startDay, index));
    const expected = accounts.flatMap((company) =>
      days.flatMap((day) =>
        world
          .activity(company, day)
          .flatMap(({ events }) =>
            events.map(({ name, count }) => [company.accountId, day, name, count] as const),
          ),
      ),
    );
    expect(expected.length).toBeGreaterThan(2000);
    const complete = exported.filter(([, day]) => day !== END_DAY);
    expect(tally(complete)).toEqual(tally(expected));
  });

  test('comes in files an hour, by upload time', () => {
    expect(whole.names.length).toBeGreaterThan(200);
    expect(new Set(whole.names).size).toBe(whole.names.length);
    expect(
      whole.names.every((name) => /^187520\/187520_\d{4}-\d{2}-\d{2}_\d{1,2}#\d+\.json\.gz$/.test(name)),
    ).toBe(true);
    const uploads = whole.events.map(({ server_upload_time }) => server_upload_time.slice(0, 13));
    expect(uploads).toEqual(uploads.toSorted());
  });

  test('lines carry times without zone, groups and who it was', () => {
    const event = whole.events.find(({ user_id }) => user_id?.startsWith('u_') === true);
    expect(event?.event_time).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{6}$/);
    const company = accounts.find(({ accountId }) => accountId === event?.groups.company?.[0]);
    expect(event?.user_properties.email).toMatch(/@/);
    expect(event?.user_id?.slice(2, 6)).toBe(company?.accountId.slice(5));
    expect(event?.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('has the faults of real exports: late uploads, duplicates, missing users, sessionless events', () => {
    const lags = whole.events.map((event) => instant(event.server_upload_time) - instant(event.event_time));
    expect(Math.min(...lags)).toBeGreaterThan(0);
    expect(Math.max(...lags)).toBeGreaterThan(3_600_000);
    expect(Math.max(...lags)).toBeLessThanOrEqual(7_200_000);
    const duplicates = whole.events.length - unique(whole.events).length;
    expect(duplicates / whole.events.length).toBeGreaterThan(0.001);
    expect(duplicates / whole.events.length).toBeLessThan(0.003);
    expect(new Set(whole.events.map(({ $insert_id }) => $insert_id)).size).toBe(unique(whole.events).length);
    const nameless = whole.events.filter(({ user_id }) => user_id === null);
    expect(nameless.some(({ groups }) => groups.company === undefined)).toBe(true);
    expect(nameless.some(({ groups }) => groups.company !== undefined)).toBe(true);
    expect(whole.events.some(({ session_id }) => session_id === -1)).toBe(true);
  });

  test('ties an account to the CRM as far as the world does', () => {
    for (const company of accounts) {
      const event = whole.events.find(({ groups }) => groups.company?.[0] === company.accountId);
      if (event === undefined) continue;
      const stated = event.group_properties.company?.[company.accountId];
      const { link } = company.usage;
      expect(stated?.['hubspot_company_id']).toBe(link === 'hubspot-id' ? company.id : undefined);
      expect(stated?.['domain']).toBe(link === 'domain' ? company.domain : undefined);
    }
  });

  test('tells nothing of what is only in the truth', () => {
    expect(whole.text).not.toMatch(/behavioural|involuntary|silent|onset|churn|truth/i);
  });

  test('is the same every time, and the sum of its parts', async () => {
    const [one, two] = [addDays(END_DAY, -5), addDays(END_DAY, -4)];
    const both = await unpack(await ask(server, ...allOf(one, two)));
    const again = await ask(server, ...allOf(one, two));
    expect((await unpack(again)).text).toBe(both.text);
    const parts = await Promise.all(
      [one, two].map(async (day) => (await unpack(await ask(server, ...allOf(day, day)))).text),
    );
    expect(parts.join('')).toBe(both.text);
    const from = both.events.map(({ server_upload_time }) => server_upload_time.slice(0, 10));
    expect(new Set(from)).toEqual(new Set([one, two]));
  });

  test('names every event of the vocabulary by its event type', () => {
    const names = new Set(whole.events.map(({ event_type }) => event_type));
    expect(names).toContain(parseEventName('Integration Synced: slack').event);
    expect(names.size).toBeGreaterThan(20);
  });
});

describe('refusals', () => {
  test('no data is 404: before the world and after it', async () => {
    expect((await ask(server, ...allOf('2020-01-01', '2020-01-02'))).status).toBe(404);
    expect((await ask(server, ...allOf(addDays(END_DAY, 2), addDays(END_DAY, 3)))).status).toBe(404);
  });

  test.each([
    ['20260101', '20260102T00'],
    ['20260230T00', '20260301T00'],
    ['20260101T24', '20260102T00'],
    ['20260102T00', '20260101T00'],
    ['20250101T00', '20260101T00'],
    ['', ''],
  ])('start %s end %s is 400', async (start, end) => {
    expect((await ask(server, start, end)).status).toBe(400);
  });

  test('365 days are allowed', async () => {
    expect((await ask(server, '20190101T00', '20191231T23')).status).toBe(404);
  });

  test('no credentials are 401, wrong ones 403, other paths 404', async () => {
    const url = `${server.baseUrl}/api/2/export?start=20261101T00&end=20261101T23`;
    expect((await fetch(url)).status).toBe(401);
    const wrong = { authorization: `Basic ${btoa(`${server.apiKey}:wrong`)}` };
    expect((await fetch(url, { headers: wrong })).status).toBe(403);
    expect((await fetch(`${server.baseUrl}/api/2/nothing`)).status).toBe(404);
  });

  test('an export larger than allowed is 400 with the vendor words', async () => {
    await withServer({ maxBytes: 1_000_000 }, async (small) => {
      const large = await ask(small, ...allOf(world.startDay, END_DAY));
      expect(large.status).toBe(400);
      expect(await large.text()).toContain('too large');
      const day = addDays(END_DAY, -3);
      expect((await ask(small, hours(day, 10), hours(day, 10))).status).toBe(200);
    });
  });

  test('more than five exports at a time are 429 in plain text, and places become free again', async () => {
    await withServer({}, async (busy) => {
      const export10Days = async () => {
        const response = await ask(busy, ...allOf(addDays(END_DAY, -12), addDays(END_DAY, -3)));
        const type = response.headers.get('content-type');
        await response.arrayBuffer();
        return `${response.status} ${type}`;
      };
      const answers = await Promise.all(Array.from({ length: 12 }, export10Days));
      const refused = answers.filter((answer) => answer === '429 text/plain; charset=utf-8');
      const served = answers.filter((answer) => answer === '200 application/zip');
      expect(refused.length).toBeGreaterThan(0);
      expect(served.length).toBeGreaterThanOrEqual(5);
      expect(refused.length + served.length).toBe(12);
      expect(await export10Days()).toBe('200 application/zip');
    });
  });

  test('an export that nobody reads to its end gives its place back', async () => {
    await withServer({}, async (busy) => {
      for (let round = 0; round < 8; round += 1) {
        const response = await ask(busy, ...allOf(world.startDay, END_DAY));
        await response.body?.cancel();
      }
      const day = addDays(END_DAY, -3);
      let last = await ask(busy, ...allOf(day, day));
      // The server hears of a closed connection a moment later.
      for (let tries = 0; last.status === 429 && tries < 200; tries += 1)
        last = await ask(busy, ...allOf(day, day));
      expect(last.status).toBe(200);
    });
  });

  test('uploads are exported two hours after their hour has ended', async () => {
    const now = () => new Date(`${END_DAY}T12:30:00Z`);
    await withServer({ now }, async (early) => {
      const today = await unpack(await ask(early, ...allOf(END_DAY, END_DAY)));
      const last = today.events.at(-1)?.server_upload_time.slice(11, 13);
      expect(Number(last)).toBeLessThanOrEqual(9);
      expect((await ask(early, hours(END_DAY, 10), hours(END_DAY, 10))).status).toBe(404);
    });
  });

  test('seeded faults break the same exports in every run', async () => {
    const outcomes = async (seed: number) => {
      const seen: string[] = [];
      await withServer({ faults: { seed, rate: 0.5, maxLatencyMs: 1 } }, async (faulty) => {
        for (let back = 20; back > 0; back -= 1) {
          const day = addDays(END_DAY, -back);
          seen.push(
            await ask(faulty, ...allOf(day, day))
              .then(async (response) => `${response.status} ${(await response.arrayBuffer()).byteLength > 0}`)
              .catch(() => 'failed'),
          );
        }
      });
      return seen;
    };
    const first = await outcomes(2);
    expect(await outcomes(2)).toEqual(first);
    expect(await outcomes(3)).not.toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(2);
  });
});
