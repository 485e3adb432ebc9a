import { addDays, daysBetween } from '../../../src/model/day.ts';
import { type WorldCompany, type WorldProfile } from '../../../src/sandbox/world/types.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { END_DAY, worldOf } from './worlds.ts';

const large = worldOf({ companies: 1200, days: 540 });

function share(companies: readonly WorldCompany[], holds: (company: WorldCompany) => boolean): number {
  return companies.filter(holds).length / companies.length;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Lost customers per 30 days under observation, as the hazard is defined. */
function monthlyChurn(companies: readonly WorldCompany[]): number {
  let lost = 0;
  let months = 0;
  for (const { customerSince, truth } of companies) {
    const from = addDays(customerSince > large.startDay ? customerSince : large.startDay, 30);
    months += Math.max(0, daysBetween(from, truth.churnDay ?? addDays(END_DAY, 90)) / 30);
    lost += Number(truth.churnDay !== null);
  }
  return lost / months;
}

const inSegment = (segment: WorldCompany['segment']) =>
  large.companies.filter((company) => company.segment === segment);

describe('determinism', () => {
  test('the same options give the same world and the same activity, in any order of asking', () => {
    const [one, other] = [worldOf(), worldOf()];
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    const days = ['2026-10-20', '2026-11-02', '2026-11-22'];
    const forwards = days.map((day) => one.companies.map((company) => one.activity(company, day)));
    const backwards = days
      .toReversed()
      .map((day) => other.companies.toReversed().map((company) => other.activity(company, day)));
    expect(backwards.toReversed().map((list) => list.toReversed())).toEqual(forwards);
    expect(forwards.flat(2).length).toBeGreaterThan(50);
  });

  test('another seed gives another world', () => {
    expect(JSON.stringify(worldOf({ seed: 8 }).companies)).not.toBe(JSON.stringify(worldOf().companies));
  });

  test.each([
    { companies: 0 },
    { companies: 1.5 },
    { days: 0 },
    { days: Number.NaN },
    { endDay: 'yesterday' },
  ])('refuses %j', (wrong) => {
    expect(() => worldOf(wrong)).toThrow(RangeError);
  });

  test('a world of one company and one day exists', () => {
    expect(worldOf({ companies: 1, days: 1 }).companies).toHaveLength(1);
  });
});

describe('distributions of 1,200 companies', () => {
  test.each([
    ['smb', 0.6, 0.022, 8],
    ['mid', 0.3, 0.011, 33],
    ['enterprise', 0.1, 0.005, 148],
  ] as const)('%s: share, churn and seats', (segment, expectedShare, hazard, seats) => {
    const companies = inSegment(segment);
    expect(Math.abs(companies.length / 1200 - expectedShare)).toBeLessThan(0.04);
    // Three standard errors of a Poisson count around the expected number of churners.
    const expected = hazard * companies.length * 19;
    expect(Math.abs(monthlyChurn(companies) / hazard - 1)).toBeLessThan(3 / Math.sqrt(expected) + 0.05);
    const first = median(companies.map((company) => company.seats[0]?.seats ?? 0));
    expect(Math.abs(Math.log(first / seats))).toBeLessThan(0.25);
  });

  test('kinds of churn are 60, 22 and 18 percent', () => {
    const churned = large.companies.filter(({ truth }) => truth.churnKind !== null);
    const kind = (name: string) => share(churned, ({ truth }) => truth.churnKind === name);
    expect(Math.abs(kind('behavioural') - 0.6)).toBeLessThan(0.1);
    expect(Math.abs(kind('silent') - 0.22)).toBeLessThan(0.08);
    expect(Math.abs(kind('involuntary') - 0.18)).toBeLessThan(0.08);
  });

  test('sources are missing as often as planned', () => {
    const { companies } = large;
    expect(Math.abs(share(companies, ({ billing }) => billing.stripeCustomerId === null) - 0.1)).toBeLessThan(
      0.03,
    );
    expect(Math.abs(share(companies, ({ usage }) => usage.link === 'none') - 0.03)).toBeLessThan(0.02);
    expect(Math.abs(share(companies, ({ usage }) => usage.gap !== null) - 0.04)).toBeLessThan(0.02);
  });

  test('working days have several times the users of weekends, and holidays half', () => {
    const users = (day: string) =>
      large.companies.reduce(
        (sum, company) => sum + large.activity(company, day).filter(({ email }) => email !== '').length,
        0,
      );
    const wednesday = users('2025-12-17');
    expect(users('2025-12-20') / wednesday).toBeGreaterThan(0.14);
    expect(users('2025-12-20') / wednesday).toBeLessThan(0.24);
    expect(users('2025-12-24') / wednesday).toBeGreaterThan(0.42);
    expect(users('2025-12-24') / wednesday).toBeLessThan(0.6);
  });

  test('an active user does 7 events on a median day, and some ask more', () => {
    const counts = large.companies.flatMap((company) =>
      large
        .activity(company, '2026-03-04')
        .filter(({ email }) => email !== '')
        .map(({ events }) => events.reduce((sum, { count }) => sum + count, 0)),
    );
    expect(median(counts)).toBeGreaterThanOrEqual(7);
    expect(median(counts)).toBeLessThanOrEqual(8);
    expect(Math.max(...counts)).toBeGreaterThan(20);
  });
});

describe('identities', () => {
  test('ids and contact addresses are unique, ids of HubSpot are numbers', () => {
    const companies = [...large.companies, ...large.strangers];
    for (const ids of [
      companies.map(({ id }) => id),
      companies.map(({ accountId }) => accountId),
      companies.flatMap(({ contacts }) => contacts.map(({ id }) => id)),
      companies.flatMap(({ contacts }) => contacts.map(({ email }) => email)),
      companies.flatMap(({ meetings }) => meetings.map(({ id }) => id)),
      companies.flatMap(({ deals }) => deals.map(({ id }) => id)),
      companies.flatMap(({ billing }) => billing.invoices.map(({ id }) => id)),
    ]) {
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(companies.every(({ id }) => /^\d+$/.test(id))).toBe(true);
  });

  test('only subsidiaries share a domain, with their parent', () => {
    const byId = new Map(large.companies.map((company) => [company.id, company]));
    const subsidiaries = large.companies.filter(({ parentId }) => parentId !== null);
    expect(subsidiaries).toHaveLength(24);
    for (const { parentId, domain } of subsidiaries) expect(byId.get(parentId ?? '')?.domain).toBe(domain);
    expect(new Set(large.companies.map(({ domain }) => domain)).size).toBe(1200 - 24);
  });

  test('strangers are in no CRM and clash with no company', () => {
    expect(large.strangers).toHaveLength(12);
    const domains = new Set(large.companies.map(({ domain }) => domain));
    expect(large.strangers.some(({ domain }) => domains.has(domain))).toBe(false);
  });
});

describe('profiles', () => {
  test.each<[WorldProfile, number, number, number]>([
    ['realistic', 0.25, 0.65, 90],
    ['demo', 0.1, 0.4, 150],
  ])('%s: declines start and end as stated', (profile, least, most, longest) => {
    const world = createWorld({ seed: 3, profile, companies: 600, days: 365, endDay: END_DAY });
    const declines = world.companies.filter(({ truth }) => truth.onsetDay !== null);
    expect(declines.length).toBeGreaterThan(40);
    for (const { truth } of declines) {
      expect(truth.churnKind).toBe('behavioural');
      expect(truth.depth).toBeGreaterThanOrEqual(least);
      expect(truth.depth).toBeLessThanOrEqual(most);
      expect(daysBetween(truth.onsetDay ?? '', truth.churnDay ?? '')).toBeLessThanOrEqual(longest);
      expect(truth.cause).not.toBeNull();
    }
  });

  test('null: everybody leaves silently', () => {
    const world = worldOf({ profile: 'null', companies: 400, days: 365 });
    const churned = world.companies.filter(({ truth }) => truth.churnKind !== null);
    expect(churned.length).toBeGreaterThan(40);
    for (const { truth } of churned) {
      expect(truth).toMatchObject({ churnKind: 'silent', onsetDay: null, cause: null, depth: null });
    }
  });
});
