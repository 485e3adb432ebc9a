import { daysAgo, dailyUsage, modelById, score, type Sections } from '../subject.ts';

/** Daily active users per window: window 0, 1 and 2 each with 30 equal days. */
function usageOf(now: number, before: number, earlier: number, from = 89): Sections {
  return {
    usage: {
      coverage: { from: daysAgo(from), to: daysAgo(0) },
      daily: [...dailyUsage(29, 0, now), ...dailyUsage(59, 30, before), ...dailyUsage(89, 60, earlier)],
    },
  };
}
const warns = (sections: Sections, warning: string) => score(sections).signals.map(String).includes(warning);
const nps = (answer: number, age = 10) => ({
  relationship: { surveys: [{ kind: 'nps' as const, score: answer, at: daysAgo(age) }] },
});

describe('usage-drop', () => {
  test.each([
    ['60 % of the mean before', usageOf(6, 10, 10), true],
    ['60 % of an uneven mean', usageOf(6, 4, 16), true],
    ['no usage left', usageOf(0, 10, 10), true],
    ['61 %', usageOf(61, 100, 100), false],
    ['never any usage', usageOf(0, 0, 0), false],
    ['coverage too short to compare', usageOf(1, 10, 10, 88), false],
    ['no usage data', {}, false],
  ])('%s: %p', (_name, sections, raised) => {
    expect(warns(sections, 'usage-drop')).toBe(raised);
  });

  test.each([
    [7, true],
    [8, false],
  ])('what nobody delivered for %p days is no drop: %p', (late, raised) => {
    const { usage } = usageOf(0, 10, 10);
    const coverage = { from: daysAgo(89), to: daysAgo(late) };
    expect(warns({ usage: { ...usage, coverage } }, 'usage-drop')).toBe(raised);
    expect(warns({ usage: { ...usage, coverage }, ...nps(9) }, 'satisfied-but-declining')).toBe(raised);
  });

  test('reads users where there are no daily counts', () => {
    const users = [
      { id: 'a', activeDays: [4, 10, 10] },
      { id: 'b', activeDays: [2, 0, 0] },
    ];
    expect(warns({ usage: { users } }, 'usage-drop')).toBe(true);
    expect(
      warns({ usage: { users: users.map((user) => ({ ...user, activeDays: [4, 10] })) } }, 'usage-drop'),
    ).toBe(false);
  });
});

describe('satisfied-but-declining', () => {
  test.each([
    ['NPS 9 and usage down 30 %', { ...usageOf(7, 10, 10), ...nps(9) }, true],
    ['compared with the window two before', { ...usageOf(7, 1, 10), ...nps(10) }, true],
    ['NPS 8', { ...usageOf(7, 10, 10), ...nps(8) }, false],
    ['usage down 29 %', { ...usageOf(71, 100, 100), ...nps(9) }, false],
    ['no answer yet', { ...usageOf(7, 10, 10), ...nps(9, -1) }, false],
    ['no survey', usageOf(7, 10, 10), false],
  ])('%s: %p', (_name, sections, raised) => {
    expect(warns(sections, 'satisfied-but-declining')).toBe(raised);
  });

  test('the latest answer decides', () => {
    const surveys = [
      { kind: 'nps' as const, score: 9, at: daysAgo(40) },
      { kind: 'nps' as const, score: 6, at: daysAgo(10) },
      { kind: 'csat' as const, score: 5, at: daysAgo(1) },
    ];
    expect(warns({ ...usageOf(7, 10, 10), relationship: { surveys } }, 'satisfied-but-declining')).toBe(
      false,
    );
    expect(
      warns(
        { ...usageOf(7, 10, 10), relationship: { surveys: surveys.slice(0, 1) } },
        'satisfied-but-declining',
      ),
    ).toBe(true);
  });
});

describe('dimension-disagreement', () => {
  // relationship: 50, 70, 85 or 100 by acts of advocacy; business by ROI: 40 at 1, 70 at 2.
  const of = (acts: number, multiple: number): Sections => ({
    relationship: {
      champion: { identified: true },
      advocacy: Array.from({ length: acts }, () => ({ kind: 'talk' as const, at: daysAgo(1) })),
    },
    business: { roi: { value: multiple, cost: 1 } },
  });

  test.each([
    ['70 and 40', of(1, 1), true],
    ['70 and 43', of(1, 1.1), false],
    ['100 and 70, neither below 60', of(3, 2), false],
    ['a single dimension', { relationship: of(0, 1).relationship }, false],
  ])('%s: %p', (_name, sections, raised) => {
    expect(warns(sections, 'dimension-disagreement')).toBe(raised);
  });
});

describe('key-user-at-risk', () => {
  const idle = (role: 'admin' | 'champion' | 'executive-sponsor' | 'member') => ({
    usage: { users: [{ id: 'u', role, lastActive: daysAgo(50), activeDays: [0, 3] }] },
  });

  test.each(['admin', 'champion', 'executive-sponsor'] as const)('an idle %s raises it', (role) => {
    expect(warns(idle(role), 'key-user-at-risk')).toBe(true);
  });

  test('an idle member is at risk but raises nothing', () => {
    expect(warns(idle('member'), 'key-user-at-risk')).toBe(false);
    expect(score(idle('member')).users).toMatchObject([{ id: 'u', atRisk: true }]);
  });
});

describe('contraction-request', () => {
  const asked = (age: number) => ({ business: { expansion: [{ at: daysAgo(age), contraction: true }] } });

  test('counts for 180 days and not before it is made', () => {
    expect(warns(asked(0), 'contraction-request')).toBe(true);
    expect(warns(asked(179), 'contraction-request')).toBe(true);
    expect(warns(asked(180), 'contraction-request')).toBe(false);
    expect(warns(asked(-1), 'contraction-request')).toBe(false);
  });
});

test('expansion-candidate marks a thriving account', () => {
  const model = modelById('impact-frequency');
  const done = (count: number) => ({ usage: { actions: [{ id: 'invite-teammate', count }] } });
  expect(score(done(20), model)).toMatchObject({ score: 100, band: 'green', signals: [] });
  expect(score(done(21), model)).toMatchObject({
    score: 105,
    band: 'thriving',
    signals: ['expansion-candidate'],
  });
});
