import { type CrmCompany } from '../../../src/model/company.ts';
import { type SourceRecord } from '../../../src/model/record.ts';
import { assembleSignals } from '../../../src/pipeline/assemble/assemble.ts';
import { contact, crmCompany, facts, portal, subscription, usageDay } from './builders.ts';

/** Whose use of the product counts as what, and from which day on. */

const usageOn = (
  asOf: string,
  records: readonly SourceRecord[],
  over: Partial<CrmCompany> = {},
  emails = new Map<string, string>(),
) => {
  const days = ['2025-12-01', '2026-04-30', '2026-10-30'].flatMap((day) =>
    [...emails.keys(), 'somebody'].map((user) => usageDay(user, day, { email: emails.get(user) ?? null })),
  );
  return assembleSignals(facts(records, days, emails, crmCompany(over)), portal(), {
    asOf,
    isLatest: false,
    history: [],
    managerId: null,
  }).usage;
};

describe('roles', () => {
  const emails = new Map([['u1', 'ana@acme.com']]);
  const roles = (asOf: string, leftAt: string | null) =>
    usageOn(asOf, [contact({ leftAt })], {}, emails)?.users?.map(({ id, role }) => [id, role]);

  test('a sponsor who left is no sponsor any more, and was one until then', () => {
    expect(roles('2026-11-01', null)).toContainEqual(['u1', 'executive-sponsor']);
    expect(roles('2026-05-01', '2026-05-02')).toContainEqual(['u1', 'executive-sponsor']);
    expect(roles('2026-05-02', '2026-05-02')).not.toContainEqual(['u1', 'executive-sponsor']);
    expect(roles('2026-11-01', '2026-05-02')).not.toContainEqual(['u1', 'executive-sponsor']);
  });
});

describe('silence counts from the day somebody became a customer', () => {
  const from = (records: readonly SourceRecord[], over: Partial<CrmCompany> = {}) =>
    usageOn('2026-10-31', records, over)?.coverage?.from;
  const unsaid = { customerSince: null };

  test('by the first contract where the CRM does not say', () => {
    expect(from([subscription({ startedAt: '2026-10-01' })], unsaid)).toBe('2026-10-01');
    expect(from([subscription({ startedAt: '2026-10-01', trial: true })], unsaid)).toBe('2026-10-01');
  });

  test('a contract that begins later says nothing yet', () => {
    expect(from([subscription({ startedAt: '2026-12-01' })], unsaid)).toBe('2026-05-05');
    expect(from([], unsaid)).toBe('2026-05-05');
  });

  test('who came back counts from then, and the time away is no silence', () => {
    const records = [
      subscription({ id: 'first', startedAt: '2025-01-01', endedAt: '2026-03-01' }),
      subscription({ id: 'second', startedAt: '2026-09-15' }),
    ];
    expect(from(records, { customerSince: '2025-01-01' })).toBe('2026-09-15');
  });
});
