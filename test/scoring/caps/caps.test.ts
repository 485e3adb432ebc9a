import { daysAgo, dailyUsage, MODEL, score, type Sections } from '../subject.ts';

/** Everything at its best, so that only the cap under test can hold. */
function flawless(): Sections {
  const users = Array.from({ length: 5 }, (_, index) => ({
    id: `u${index}`,
    lastActive: daysAgo(0),
    activeDays: [30],
    advancedFeatures: 3,
    workflowsCompleted: 3,
  }));
  return {
    usage: {
      coverage: { from: daysAgo(29), to: daysAgo(0) },
      seats: 5,
      daily: dailyUsage(29, 0, 5),
      users,
      features: { available: 1, used: [{ id: 'f', depth: 'advanced' }] },
      workflows: { started: 1, completed: 1 },
      integrations: { active: ['a', 'b', 'c', 'd', 'e'] },
    },
    relationship: {
      sponsor: { identified: true, lastEngagedAt: daysAgo(0) },
      champion: { identified: true },
      reviews: { scheduled: 1, attended: 1 },
      tickets: { opened: 1, sentiment: 1 },
      surveys: [{ kind: 'nps', score: 10, at: daysAgo(0) }],
      outreach: [{ sentAt: `${daysAgo(1)}T00:00:00Z`, answeredAt: `${daysAgo(1)}T00:00:00Z` }],
      advocacy: [1, 2, 3].map((age) => ({ kind: 'talk' as const, at: daysAgo(age) })),
    },
    business: {
      goals: [{ progress: 1.2, startedAt: daysAgo(20), dueAt: daysAgo(10) }],
      roi: { value: 5, cost: 1 },
      budget: { dedicated: true, change: 0.2 },
      expansion: [1, 2, 3].map((age) => ({ at: daysAgo(age), sentiment: 1 })),
      contract: { termMonths: 36 },
      invoices: [{ id: 'i', dueAt: daysAgo(5), paidAt: daysAgo(5) }],
    },
  };
}

const idsOf = (sections: Sections) => score(sections).caps.map(({ id }) => id);

test('a flawless company scores 100 and holds no cap', () => {
  expect(score(flawless())).toMatchObject({
    rawScore: 100,
    score: 100,
    caps: [],
    signals: [],
    provisional: false,
  });
});

describe('usage-silence', () => {
  const silent = (days: number, from = 200): Sections => ({
    ...flawless(),
    usage: {
      coverage: { from: daysAgo(from), to: daysAgo(0) },
      daily: from > days ? dailyUsage(from, days, 5) : [],
    },
  });

  test('S0: used daily for months, silent for four weeks is not healthy', () => {
    const result = score(silent(28));
    expect(result.caps).toContainEqual({
      id: 'usage-silence',
      limit: 59,
      reason: 'no active user for 28 days',
    });
    expect(result.score).toBeLessThanOrEqual(59);
    expect(result.band).toBe('orange');
    expect(result.dimensions[0]?.score).toBeLessThanOrEqual(49);
  });

  test('27 days are not silence yet', () => {
    expect(idsOf(silent(27))).not.toContain('usage-silence');
  });

  test('limits the product dimension even where other product indicators are perfect', () => {
    const company = flawless();
    const result = score({
      ...company,
      usage: { ...company.usage, daily: dailyUsage(200, 40, 5), users: undefined },
    });
    const [product] = result.dimensions;
    expect(product?.rawScore).toBeGreaterThan(49);
    expect(product?.score).toBe(49);
    expect(result.score).toBe(59);
  });

  test('counts from the start of coverage when nobody was ever active', () => {
    expect(idsOf(silent(99, 28))).toContain('usage-silence');
    expect(idsOf(silent(99, 27))).not.toContain('usage-silence');
  });

  test('days after the end of coverage are unknown, not silent', () => {
    const company = flawless();
    const stale = { coverage: { from: daysAgo(100), to: daysAgo(40) }, daily: dailyUsage(100, 40, 5) };
    expect(idsOf({ ...company, usage: stale })).not.toContain('usage-silence');
  });

  test('reads users where there are no daily counts', () => {
    const company = flawless();
    const users = (lastActive: string | undefined, activeDays: number[]) => ({
      ...company,
      usage: { users: [{ id: 'u1', lastActive, activeDays }] },
    });
    expect(idsOf(users(daysAgo(28), [2, 9]))).toContain('usage-silence');
    expect(idsOf(users(undefined, [0, 9]))).toContain('usage-silence');
    expect(idsOf(users(undefined, [1, 9]))).not.toContain('usage-silence');
  });

  test('without usage data there is nothing to hear', () => {
    expect(idsOf({ ...flawless(), usage: undefined })).not.toContain('usage-silence');
  });
});

describe('sponsor-lost', () => {
  function withSponsor(sponsor: object, champion: object, users: object[] = []): Sections {
    const company = flawless();
    return {
      ...company,
      usage: { ...company.usage, users: [...(company.usage?.users ?? []), ...(users as { id: string }[])] },
      relationship: {
        ...company.relationship,
        sponsor: { identified: true, lastEngagedAt: daysAgo(0), ...sponsor },
        champion: { identified: true, ...champion },
      },
    };
  }

  test.each([
    ['the sponsor left', withSponsor({ left: true }, {})],
    ['the champion left', withSponsor({}, { left: true })],
    [
      'the sponsor, named by id, is idle for 60 days',
      withSponsor({ userId: 'x' }, {}, [{ id: 'x', lastActive: daysAgo(60) }]),
    ],
    [
      'the sponsor, by role, is idle for 60 days',
      withSponsor({}, {}, [{ id: 'x', role: 'executive-sponsor', lastActive: daysAgo(90) }]),
    ],
    [
      'the sponsor was active in neither of two windows',
      withSponsor({ userId: 'x' }, {}, [{ id: 'x', activeDays: [0, 0] }]),
    ],
  ])('%s', (_name, sections) => {
    const result = score(sections);
    expect(result.caps).toMatchObject([{ id: 'sponsor-lost', limit: 79 }]);
    expect(result.score).toBe(79);
    expect(result.band).toBe('yellow');
  });

  test.each([
    ['59 days are not 60', withSponsor({ userId: 'x' }, {}, [{ id: 'x', lastActive: daysAgo(59) }])],
    ['a sponsor who is no user', withSponsor({ userId: 'nobody' }, {})],
    ['a sponsor of whom nothing is known', withSponsor({ userId: 'x' }, {}, [{ id: 'x' }])],
    [
      'the person named by id is active, another with the role is not',
      withSponsor({ userId: 'u0' }, {}, [{ id: 'x', role: 'executive-sponsor', lastActive: daysAgo(90) }]),
    ],
    [
      'one of two with the role is active',
      withSponsor({}, {}, [
        { id: 'x', role: 'executive-sponsor', lastActive: daysAgo(90) },
        { id: 'y', role: 'executive-sponsor', lastActive: daysAgo(1) },
      ]),
    ],
  ])('not when %s', (_name, sections) => {
    expect(idsOf(sections)).toEqual([]);
  });
});

describe('payment-default', () => {
  const owing = (overdue: number, paidAt?: string): Sections => {
    const company = flawless();
    return {
      ...company,
      business: { ...company.business, invoices: [{ id: 'i', dueAt: daysAgo(overdue), paidAt }] },
    };
  };

  test('more than 60 days overdue limits the score to 59', () => {
    expect(score(owing(61))).toMatchObject({
      score: 59,
      caps: [{ id: 'payment-default', limit: 59, reason: 'an invoice is 61 days overdue' }],
    });
    expect(idsOf(owing(60))).toEqual([]);
  });

  test('a payment after the as-of day changes nothing yet', () => {
    expect(idsOf(owing(61, daysAgo(-1)))).toEqual(['payment-default']);
    expect(idsOf(owing(61, daysAgo(0)))).toEqual([]);
  });
});

describe('weak-dimension', () => {
  test('a dimension below 40 limits the score to 79', () => {
    const { usage, relationship } = flawless();
    // business: roi 0.9 → 36
    const result = score({ usage, relationship, business: { roi: { value: 0.9, cost: 1 } } });
    expect(result.caps).toEqual([{ id: 'weak-dimension', limit: 79, reason: 'business is at 36.0' }]);
    expect(result.rawScore).toBeCloseTo(0.7 * 100 + 0.3 * 36, 9);
    expect(result.score).toBe(79);
  });

  test('40 is not below 40, and a dimension without a score is not weak', () => {
    const { usage, relationship } = flawless();
    expect(idsOf({ usage, relationship, business: { roi: { value: 1, cost: 1 } } })).toEqual([]);
    expect(idsOf({ usage, relationship })).toEqual([]);
  });

  test('is listed even when the score is below the limit anyway', () => {
    expect(score({ business: { roi: { value: 0.5, cost: 1 } } })).toMatchObject({
      score: 20,
      caps: [{ id: 'weak-dimension' }],
    });
  });
});

test('of several caps the lowest wins', () => {
  const company = flawless();
  const result = score({
    ...company,
    relationship: { ...company.relationship, champion: { identified: true, left: true } },
    business: { ...company.business, invoices: [{ id: 'i', dueAt: daysAgo(70) }] },
  });
  expect(result.caps.map(({ id }) => id)).toEqual(['sponsor-lost', 'payment-default']);
  expect(result.score).toBe(59);
});

test('caps are the model’s: without them the raw score stands', () => {
  const company = flawless();
  const unpaid = {
    ...company,
    business: { ...company.business, invoices: [{ id: 'i', dueAt: daysAgo(70) }] },
  };
  const result = score(unpaid, { ...MODEL, caps: [] });
  expect(result.score).toBe(result.rawScore);
});
