import fc from 'fast-check';
import { scoreOf, daysAgo, type Sections } from '../subject.ts';

/** For each indicator: signals that hold `x` of a good thing, other things equal. More of it never scores lower. */
const GOOD: Readonly<Record<string, (x: number) => Sections>> = {
  'login-activity': (x) => ({
    usage: { users: [{ id: 'u', lastActive: daysAgo(0), activeDays: [Math.min(30, x)] }] },
  }),
  'active-user-penetration': (x) => ({
    usage: {
      seats: 40,
      users: Array.from({ length: x }, (_, index) => ({ id: `u${index}`, activeDays: [1] })),
    },
  }),
  'feature-adoption': (x) => ({
    usage: {
      features: {
        available: 40,
        used: Array.from({ length: x }, (_, index) => ({ id: `f${index}`, depth: 'moderate' as const })),
      },
    },
  }),
  'workflow-completion': (x) => ({ usage: { workflows: { started: 40, completed: x } } }),
  'integration-usage': (x) => ({
    usage: { integrations: { active: Array.from({ length: x }, (_, index) => `i${index}`) } },
  }),
  'power-users': (x) => ({
    usage: {
      users: Array.from({ length: x }, (_, index) => ({
        id: `u${index}`,
        activeDays: [20],
        advancedFeatures: 1,
        workflowsCompleted: 1,
      })),
    },
  }),
  'executive-sponsor': (x) => ({
    relationship: { sponsor: { identified: true, lastEngagedAt: daysAgo(600 - 10 * x) } },
  }),
  'business-reviews': (x) => ({ relationship: { reviews: { scheduled: 40, attended: x } } }),
  'support-experience': (x) => ({ relationship: { tickets: { opened: 2, sentiment: x / 30 - 1 } } }),
  'champion-advocacy': (x) => ({
    relationship: {
      champion: { identified: true },
      advocacy: Array.from({ length: x }, () => ({ kind: 'talk' as const, at: daysAgo(3) })),
    },
  }),
  'survey-satisfaction': (x) => ({
    relationship: { surveys: [{ kind: 'nps', score: Math.min(10, x / 5), at: daysAgo(3) }] },
  }),
  'outcome-attainment': (x) => ({
    business: { goals: [{ progress: x / 40, startedAt: daysAgo(50), dueAt: daysAgo(-50) }] },
  }),
  'roi-multiple': (x) => ({ business: { roi: { value: x, cost: 7 } } }),
  'payment-behaviour': (x) => ({
    business: { invoices: [{ id: 'i', dueAt: daysAgo(70), paidAt: daysAgo(x) }] },
  }),
  'contract-commitment': (x) => ({ business: { contract: { termMonths: x } } }),
  'budget-ownership': (x) => ({ business: { budget: { change: x / 30 - 1 } } }),
  'expansion-conversations': (x) => ({
    business: { expansion: Array.from({ length: x }, () => ({ at: daysAgo(3), sentiment: 0.5 })) },
  }),
  'engagement-recency': (x) => ({ relationship: { interactions: [{ at: daysAgo(200 - 3 * x) }] } }),
  multithreading: (x) => ({
    relationship: {
      interactions: Array.from({ length: x }, (_, index) => ({ at: daysAgo(1), contactId: `p${index}` })),
    },
  }),
  'csm-pulse': (x) => ({ relationship: { pulse: { score: 1 + x / 15, at: daysAgo(1) } } }),
  'journey-progress': (x) => ({ usage: { milestones: { due: 30, done: x } } }),
  'training-completion': (x) => ({ usage: { training: { assigned: 60, completed: x } } }),
  // Fewer tickets and faster answers are the good thing.
  'ticket-load': (x) => ({ relationship: { tickets: { opened: 60 - x } } }),
  'outreach-responsiveness': (x) => ({
    relationship: {
      outreach: [
        {
          sentAt: `${daysAgo(80)}T00:00:00Z`,
          answeredAt: new Date(
            Date.parse(`${daysAgo(80)}T00:00:00Z`) + (60 - x) * 14 * 3_600_000,
          ).toISOString(),
        },
      ],
    },
  }),
};

test.each(Object.entries(GOOD))('more of a good thing never lowers %s', (id, signals) => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      expect(scoreOf(id, signals(more))).toBeGreaterThanOrEqual(scoreOf(id, signals(less)) - 1e-9);
    }),
    { numRuns: 60 },
  );
  // And it matters: all of it scores more than none of it.
  expect(scoreOf(id, signals(60))).toBeGreaterThan(scoreOf(id, signals(1)));
});
