import { addDays, dayNumber, daysBetween } from '../../../src/model/day.ts';
import { type World, type WorldCompany, type WorldProfile } from '../../../src/sandbox/world/types.ts';
import { END_DAY, worldOf } from './worlds.ts';

const world = worldOf({ companies: 1200, days: 540 });
const lost = world.companies.filter(({ truth }) => truth.churnDay !== null && truth.churnDay <= END_DAY);

/** Active users a day in the weeks before a day; whole weeks, so that weekends weigh the same. */
function usersBefore(of: World, company: WorldCompany, day: string, from: number, to: number): number {
  let users = 0;
  for (let back = from; back > to; back -= 1) {
    users += of.activity(company, addDays(day, -back)).filter(({ email }) => email !== '').length;
  }
  return users;
}

/** Usage in the last three weeks as a share of three weeks that lie before any decline, over all given churners. */
function lastWeeksShare(of: World, kind: string): number {
  const churners = of.companies.filter(
    ({ truth, customerSince }) =>
      truth.churnKind === kind &&
      truth.churnDay !== null &&
      truth.churnDay <= END_DAY &&
      truth.churnDay > addDays(of.startDay, 140) &&
      customerSince < of.startDay,
  );
  expect(churners.length).toBeGreaterThan(15);
  const total = (from: number, to: number) =>
    churners.reduce(
      (sum, company) => sum + usersBefore(of, company, company.truth.churnDay ?? '', from, to),
      0,
    );
  return total(21, 0) / total(119, 98);
}

describe('usage follows the truth', () => {
  test('behavioural churners use far less at the end, silent and involuntary ones do not', () => {
    expect(lastWeeksShare(world, 'behavioural')).toBeLessThan(0.75);
    expect(lastWeeksShare(world, 'silent')).toBeGreaterThan(0.8);
    expect(lastWeeksShare(world, 'involuntary')).toBeGreaterThan(0.8);
  });

  test('in the null profile churn leaves no trace in usage', () => {
    expect(lastWeeksShare(worldOf({ companies: 300, days: 540, profile: 'null' }), 'silent')).toBeGreaterThan(
      0.85,
    );
  });

  test.each<[WorldProfile]>([['demo'], ['realistic']])(
    '%s: nothing happens from the churn day on',
    (profile) => {
      const small = worldOf({ profile, companies: 200, days: 365 });
      for (const company of small.companies) {
        const { churnDay } = company.truth;
        if (churnDay === null || churnDay > END_DAY) continue;
        for (let day = churnDay; day <= END_DAY; day = addDays(day, 1)) {
          expect(small.activity(company, day)).toEqual([]);
        }
        expect(company.billing.invoices.every(({ issuedDay }) => issuedDay < churnDay)).toBe(true);
        expect(company.meetings.every(({ day }) => day < churnDay)).toBe(true);
        expect(company.deals.every((deal) => deal.createdDay < churnDay && deal.outcome !== 'open')).toBe(
          true,
        );
      }
    },
  );

  test('gaps, companies without analytics and days outside the world have no events', () => {
    const gap = world.companies.find(({ usage }) => usage.gap !== null);
    const none = world.companies.find(({ usage }) => usage.link === 'none');
    if (gap === undefined || none === undefined) throw new Error('the world lacks a case');
    const inside = gap.usage.gap?.from ?? '';
    expect(world.activity(gap, inside)).toEqual([]);
    expect(world.activity(none, '2026-03-04')).toEqual([]);
    const normal = world.companies[0];
    if (normal === undefined) throw new Error('no company');
    for (const day of [addDays(world.startDay, -1), addDays(END_DAY, 1), 'garbage']) {
      expect(world.activity(normal, day)).toEqual([]);
    }
  });

  test('people who left the company do not work there any more', () => {
    const departures = world.companies.flatMap((company) =>
      company.contacts.flatMap(({ userId, leftDay }) =>
        userId !== null && leftDay !== null ? [{ company, userId, leftDay }] : [],
      ),
    );
    expect(departures.length).toBeGreaterThan(50);
    for (const { company, userId, leftDay } of departures) {
      for (let day = leftDay; day <= END_DAY; day = addDays(day, 45)) {
        expect(world.activity(company, day).some((activity) => activity.userId === userId)).toBe(false);
      }
    }
  });
});

describe('billing follows the truth', () => {
  test('involuntary churners are overdue for 14 to 45 days with failed charges', () => {
    const involuntary = lost.filter(({ truth }) => truth.churnKind === 'involuntary');
    expect(involuntary.length).toBeGreaterThan(20);
    for (const { truth, billing } of involuntary) {
      const unpaid = billing.invoices.filter(({ paidDay }) => paidDay === null);
      const oldest = unpaid[0];
      const overdue = daysBetween(oldest?.dueDay ?? '', truth.churnDay ?? '');
      expect(overdue).toBeGreaterThanOrEqual(14);
      expect(overdue).toBeLessThanOrEqual(45);
      expect(oldest?.failedDays.length).toBeGreaterThan(0);
    }
  });

  test('everybody else pays in the end, those later and longer to whom it is worth little', () => {
    const others = world.companies.filter(
      ({ truth, billing }) => truth.churnKind !== 'involuntary' && billing.invoices.length > 0,
    );
    const lateness = others.map(({ billing }) =>
      billing.invoices.map(({ dueDay, paidDay }) => daysBetween(dueDay, paidDay ?? addDays(END_DAY, 0))),
    );
    for (const days of lateness) expect(Math.max(...days)).toBeLessThanOrEqual(45);
    const lateShare = (of: readonly WorldCompany[]) => {
      const bills = of.flatMap(({ billing }) =>
        billing.invoices.filter(({ dueDay }) => dueDay >= world.startDay),
      );
      expect(bills.length).toBeGreaterThan(200);
      return (
        bills.filter(({ dueDay, paidDay }) => daysBetween(dueDay, paidDay ?? END_DAY) >= 3).length /
        bills.length
      );
    };
    const struggling = lateShare(others.filter(({ truth }) => truth.fit < 0.45));
    const served = lateShare(others.filter(({ truth }) => truth.fit > 0.75));
    expect(served).toBeLessThan(0.1);
    expect(struggling).toBeGreaterThan(2 * served);
  });

  test('nothing that lies ahead is known', () => {
    for (const { billing, contacts, deals, seats, meetings } of world.companies) {
      const days = [
        ...billing.invoices.flatMap(({ issuedDay, paidDay, failedDays }) => [
          issuedDay,
          paidDay ?? '',
          ...failedDays,
        ]),
        ...contacts.flatMap(({ createdDay, leftDay }) => [createdDay, leftDay ?? '']),
        ...deals.flatMap(({ createdDay, closedDay }) => [createdDay, closedDay ?? '']),
        ...seats.map(({ day }) => day),
        ...meetings.filter(({ outcome }) => outcome !== 'SCHEDULED').map(({ day }) => day),
      ];
      expect(days.every((day) => day <= END_DAY)).toBe(true);
    }
  });

  test('a bill states the seats of its day, so that an expansion shows in the bills', () => {
    const expanded = world.companies.filter(
      ({ truth }) => truth.expansionDay !== null && truth.expansionDay < '2026-09-01',
    );
    expect(expanded.length).toBeGreaterThan(50);
    for (const { billing, seats } of world.companies) {
      for (const { issuedDay, seats: billed } of billing.invoices) {
        expect(billed).toBe((seats.findLast(({ day }) => day <= issuedDay) ?? seats[0])?.seats);
      }
    }
    const shows = expanded.filter(({ billing, truth }) =>
      billing.invoices.some((invoice, index) => {
        const before = billing.invoices[index - 1];
        return (
          before !== undefined &&
          invoice.issuedDay >= (truth.expansionDay ?? '') &&
          invoice.seats > before.seats
        );
      }),
    );
    expect(shows.length / expanded.length).toBeGreaterThan(0.85);
  });

  test('periods follow each other without holes', () => {
    for (const { billing } of world.companies) {
      const regular = billing.invoices.filter(
        (invoice, index) => invoice.periodEndDay !== billing.invoices[index - 1]?.periodEndDay,
      );
      for (const [index, invoice] of regular.entries()) {
        const next = regular[index + 1];
        if (next !== undefined) expect(next.periodStartDay).toBe(invoice.periodEndDay);
        const days = daysBetween(invoice.periodStartDay, invoice.periodEndDay);
        expect(billing.interval === 'month' ? days >= 28 && days <= 31 : days >= 365 && days <= 366).toBe(
          true,
        );
      }
    }
  });
});

describe('relationships follow the truth', () => {
  function completed(of: World, when: (company: WorldCompany, day: string) => boolean): number {
    const past = of.companies.flatMap((company) =>
      company.meetings.filter(({ day, outcome }) => outcome !== 'SCHEDULED' && when(company, day)),
    );
    expect(past.length).toBeGreaterThan(30);
    return past.filter(({ outcome }) => outcome === 'COMPLETED').length / past.length;
  }

  test('declining customers skip more meetings, but not all', () => {
    const inDecline = completed(world, ({ truth }, day) => truth.onsetDay !== null && day >= truth.onsetDay);
    const otherwise = completed(world, ({ truth }, day) => truth.onsetDay === null || day < truth.onsetDay);
    expect(otherwise).toBeGreaterThan(0.75);
    expect(inDecline).toBeLessThan(otherwise - 0.1);
    expect(inDecline).toBeGreaterThan(0.3);
  });

  test('about a third of the known champions leave around a decline, few otherwise', () => {
    const champions = world.companies.flatMap(({ contacts, truth }) =>
      contacts
        .filter(({ role }) => role === 'champion')
        .map((champion) => ({ ...champion, onsetDay: truth.onsetDay })),
    );
    const declining = champions.filter(
      ({ onsetDay }) => onsetDay !== null && onsetDay < addDays(END_DAY, -14),
    );
    const near = declining.filter(
      ({ leftDay, onsetDay }) =>
        leftDay !== null && Math.abs(dayNumber(leftDay) - dayNumber(onsetDay ?? '')) <= 14,
    );
    expect(near.length / declining.length).toBeGreaterThan(0.18);
    expect(near.length / declining.length).toBeLessThan(0.45);
    const others = champions.filter(({ onsetDay }) => onsetDay === null);
    expect(others.filter(({ leftDay }) => leftDay !== null).length / others.length).toBeLessThan(0.25);
  });

  test('a champion who left says nothing of a decline that has not begun: one is replaced as any other', () => {
    const seen = { before: { left: 0, replaced: 0 }, never: { left: 0, replaced: 0 } };
    for (const { contacts, truth } of world.companies) {
      const [champion, successor] = contacts.filter(({ role }) => role === 'champion');
      const leftDay = champion?.leftDay ?? null;
      if (leftDay === null || addDays(leftDay, 60) > addDays(END_DAY, -60)) continue;
      if (truth.churnDay !== null && (truth.onsetDay === null || addDays(leftDay, 60) >= truth.onsetDay))
        continue;
      const group = truth.onsetDay === null ? seen.never : seen.before;
      group.left += 1;
      if (successor !== undefined && successor.createdDay <= addDays(leftDay, 60)) group.replaced += 1;
    }
    expect(seen.before.left).toBeGreaterThan(5);
    expect(seen.before.replaced).toBe(seen.before.left);
    expect(seen.never.replaced).toBe(seen.never.left);
  });

  test('meetings fall on working days and name people of the company', () => {
    for (const { meetings, contacts } of world.companies) {
      const known = new Set(contacts.map(({ id }) => id));
      for (const { day, contactIds } of meetings) {
        expect([0, 6]).not.toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
        expect(contactIds.every((id) => known.has(id))).toBe(true);
      }
    }
  });
});
