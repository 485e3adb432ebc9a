import fc from 'fast-check';
import { type CompanySignals } from '../../src/model/signals.ts';
import { daysAgo } from './subject.ts';

/** Any company signals that the boundary lets through, around the as-of day of the tests. */
const day = (past = 500, future = 0) => fc.integer({ min: -future, max: past }).map(daysAgo);
const instant = (past: number, future = 0) =>
  fc
    .tuple(day(past, future), fc.integer({ min: 0, max: 23 }))
    .map(([date, hour]) => `${date}T${String(hour).padStart(2, '0')}:30:00Z`);
const sentiment = fc.double({ min: -1, max: 1, noNaN: true });
const amount = fc.integer({ min: 0, max: 60 });
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const list = <Value>(arbitrary: fc.Arbitrary<Value>, maxLength = 5) =>
  maybe(fc.array(arbitrary, { maxLength }));

const user = fc.record({
  id: fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5', 'u6'),
  role: maybe(
    fc.constantFrom('executive-sponsor' as const, 'champion' as const, 'admin' as const, 'member' as const),
  ),
  lastActive: maybe(day(200)),
  activeDays: list(fc.integer({ min: 0, max: 30 }), 6),
  advancedFeatures: maybe(fc.integer({ min: 0, max: 5 })),
  workflowsCompleted: maybe(fc.integer({ min: 0, max: 5 })),
});

const usage = fc.record({
  coverage: maybe(
    fc.tuple(day(400), fc.integer({ min: 0, max: 60 })).map(([from]) => ({ from, to: daysAgo(0) })),
  ),
  seats: maybe(amount),
  daily: list(fc.record({ date: day(200), activeUsers: amount }), 40),
  users: maybe(fc.uniqueArray(user, { maxLength: 6, selector: ({ id }) => id })),
  features: maybe(
    fc.record({
      available: amount,
      used: fc.array(
        fc.record({
          id: fc.string({ minLength: 1, maxLength: 3 }),
          depth: maybe(fc.constantFrom('basic' as const, 'moderate' as const, 'advanced' as const)),
        }),
        { maxLength: 8 },
      ),
    }),
  ),
  workflows: maybe(fc.record({ started: amount, completed: amount })),
  integrations: maybe(fc.record({ active: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 }) })),
  training: maybe(fc.record({ assigned: amount, completed: amount })),
  milestones: maybe(fc.record({ due: amount, done: amount })),
  actions: list(
    fc.record({ id: fc.constantFrom('invite-teammate', 'create-report', 'other'), count: amount }),
  ),
});

const relationship = fc.record({
  sponsor: maybe(
    fc.record({
      identified: fc.boolean(),
      lastEngagedAt: maybe(day(700)),
      left: maybe(fc.boolean()),
      userId: maybe(fc.constantFrom('u1', 'u2')),
    }),
  ),
  champion: maybe(fc.record({ identified: fc.boolean(), left: maybe(fc.boolean()) })),
  reviews: maybe(fc.record({ scheduled: amount, attended: amount, lastAttendedAt: maybe(day(400)) })),
  tickets: maybe(fc.record({ opened: amount, sentiment: maybe(sentiment) })),
  surveys: list(
    fc.oneof(
      fc.record({ kind: fc.constant('nps' as const), score: fc.integer({ min: 0, max: 10 }), at: day(300) }),
      fc.record({ kind: fc.constant('csat' as const), score: fc.integer({ min: 1, max: 5 }), at: day(300) }),
    ),
  ),
  outreach: list(fc.record({ sentAt: instant(250), answeredAt: maybe(instant(200)) })),
  interactions: list(fc.record({ at: day(250), contactId: maybe(fc.constantFrom('p', 'q', 'r')) })),
  advocacy: list(fc.record({ kind: fc.constant('talk' as const), at: day(500) })),
  pulse: maybe(fc.record({ score: fc.integer({ min: 1, max: 5 }), at: day(120) })),
});

const business = fc.record({
  goals: list(
    fc
      .record({
        progress: fc.double({ min: 0, max: 2, noNaN: true }),
        start: fc.integer({ min: 0, max: 300 }),
        length: fc.integer({ min: 0, max: 400 }),
      })
      .map(({ progress, start, length }) => ({
        progress,
        startedAt: daysAgo(start),
        dueAt: daysAgo(start - length),
      })),
    3,
  ),
  roi: maybe(fc.record({ value: amount, cost: amount })),
  budget: maybe(
    fc.record({ dedicated: maybe(fc.boolean()), change: maybe(fc.double({ min: -1, max: 2, noNaN: true })) }),
  ),
  expansion: list(fc.record({ at: day(300), sentiment: maybe(sentiment), contraction: maybe(fc.boolean()) })),
  contract: maybe(
    fc.record({ termMonths: maybe(amount), renewsAt: maybe(day(100, 400)), autoRenew: maybe(fc.boolean()) }),
  ),
  invoices: list(
    fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), dueAt: day(400), paidAt: maybe(day(400)) }),
  ),
  failedCharges: list(day(60)),
});

/** Signals whose every event lies on or before the as-of day. */
export const anySignals: fc.Arbitrary<CompanySignals> = fc.record({
  companyId: fc.constant('c-1'),
  usage: maybe(usage),
  relationship: maybe(relationship),
  business: maybe(business),
  history: list(fc.record({ asOf: day(60), score: fc.integer({ min: 0, max: 100 }) })),
});
