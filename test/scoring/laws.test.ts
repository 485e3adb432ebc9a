import fc from 'fast-check';
import { type ScoreResult } from '../../src/model/result.ts';
import { type CompanySignals } from '../../src/model/signals.ts';
import { indicatorById, MODELS, scoreCompany, type Model } from '../../src/scoring/index.ts';
import { anySignals } from './signals-arbitrary.ts';
import { AS_OF, daysAgo } from './subject.ts';

const models = [...MODELS.values()];
const weighted = models.filter(({ kind }) => kind === 'weighted');
const anyModel = fc.constantFrom(...models);
const RUNS = { numRuns: 300 };

const scoreWith = (model: Model, signals: CompanySignals, asOf = AS_OF): ScoreResult =>
  scoreCompany(signals, { asOf, model });

/** Numbers rounded to 1e-9, because the order of a sum may change its last bit. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, each: unknown) =>
      typeof each === 'number' ? Math.round(each * 1e9) / 1e9 : each,
    ),
  );
}

test('the contributions sum to the raw score, and every number adds up', () => {
  fc.assert(
    fc.property(anyModel, anySignals, (model, signals) => {
      const result = scoreWith(model, signals);
      const sum = result.indicators.reduce((total, { contribution }) => total + contribution, 0);
      expect(Math.abs(sum - (result.rawScore ?? 0))).toBeLessThan(1e-9);
      for (const each of result.indicators) {
        expect(Math.abs(each.weight * (each.score ?? 0) - each.contribution)).toBeLessThan(1e-9);
        expect(each.state === 'scored').toBe(each.score !== null);
        expect(each.state === 'scored').toBe(each.reason === null);
      }
      if (result.score === null) return;
      const weights = result.dimensions.reduce((total, { weight }) => total + weight, 0);
      expect(weights).toBeCloseTo(1, 9);
      const mean = result.dimensions.reduce((total, { weight, score }) => total + weight * (score ?? 0), 0);
      const limit = Math.min(...result.caps.map((cap) => cap.limit), Number.POSITIVE_INFINITY);
      expect(result.score).toBeCloseTo(Math.min(mean, limit), 9);
    }),
    RUNS,
  );
});

test('every score of a weighted model lies between 0 and 100', () => {
  fc.assert(
    fc.property(fc.constantFrom(...weighted), anySignals, (model, signals) => {
      const { score, rawScore, coverage, indicators, dimensions, users } = scoreWith(model, signals);
      const scores = [
        score,
        rawScore,
        ...indicators.map((each) => each.score),
        ...dimensions.map((each) => each.score),
      ];
      for (const each of [...scores, ...users.map((user) => user.score)]) {
        if (each === null) continue;
        expect(each).toBeGreaterThanOrEqual(0);
        expect(each).toBeLessThanOrEqual(100);
      }
      expect(coverage).toBeGreaterThanOrEqual(0);
      expect(coverage).toBeLessThanOrEqual(1);
    }),
    RUNS,
  );
});

/** Every section, by the path to it. */
const SECTIONS = {
  usage: [
    'coverage',
    'seats',
    'daily',
    'users',
    'features',
    'workflows',
    'integrations',
    'training',
    'milestones',
    'actions',
  ],
  relationship: [
    'sponsor',
    'champion',
    'reviews',
    'tickets',
    'surveys',
    'outreach',
    'interactions',
    'advocacy',
    'pulse',
  ],
  business: ['goals', 'roi', 'budget', 'expansion', 'contract', 'invoices', 'failedCharges'],
} as const;
const paths = Object.entries(SECTIONS).flatMap(([part, names]) => names.map((name) => [part, name] as const));

function without(signals: CompanySignals, part: string, name: string): CompanySignals {
  const section = (signals as Record<string, unknown>)[part];
  if (typeof section !== 'object' || section === null) return signals;
  return { ...signals, [part]: { ...section, [name]: undefined } };
}

test('removing a section never raises coverage and never turns an indicator to 0', () => {
  fc.assert(
    fc.property(anyModel, anySignals, fc.constantFrom(...paths), (model, signals, [part, name]) => {
      const before = scoreWith(model, signals);
      const after = scoreWith(model, without(signals, part, name));
      expect(after.coverage).toBeLessThanOrEqual(before.coverage + 1e-9);
      const turned = after.indicators.filter(
        (each, index) => each.score === 0 && before.indicators[index]?.score !== 0,
      );
      // Login activity has two sources: without the daily counts, what the users show may truly be nothing.
      expect(turned.map(({ id }) => id).filter((id) => id !== 'login-activity')).toEqual([]);
    }),
    RUNS,
  );
});

test('removing a whole part leaves nothing scored from it and never makes the score 0', () => {
  fc.assert(
    fc.property(
      anyModel,
      anySignals,
      fc.constantFrom('usage', 'relationship', 'business'),
      (model, signals, part) => {
        const after = scoreWith(model, { ...signals, [part]: undefined });
        const scored = after.indicators.filter(({ state }) => state === 'scored').map(({ id }) => id);
        const fromPart = scored.filter(
          (id) => indicatorById(id)?.section.startsWith(`${part}.`) ?? part === 'usage',
        );
        expect(fromPart).toEqual([]);
        if (scored.length === 0) expect(after).toMatchObject({ score: null, band: 'unknown' });
        const scores = after.indicators.flatMap(({ score }) => (score === null ? [] : [score]));
        if (scores.some((score) => score > 0)) expect(after.score).toBeGreaterThan(0);
      },
    ),
    RUNS,
  );
});

test('the order of the signals does not matter', () => {
  const shuffle = (value: unknown, order: readonly number[]): unknown => {
    if (Array.isArray(value)) {
      const items: unknown[] = value.map((each) => shuffle(each, order));
      // Active days are windows, whose order is their meaning.
      if (items.every((each) => typeof each === 'number')) return items;
      return items
        .map((item, index) => ({ item, key: order[index % order.length] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shuffle(each, order)]));
  };
  fc.assert(
    fc.property(
      anyModel,
      anySignals,
      fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
      (model, signals, order) => {
        const reordered = shuffle(signals, order) as CompanySignals;
        expect(rounded(scoreWith(model, reordered))).toEqual(rounded(scoreWith(model, signals)));
      },
    ),
    RUNS,
  );
});

test('nothing after the as-of day changes a result', () => {
  const later = fc.integer({ min: 1, max: 200 }).map((days) => daysAgo(-days));
  fc.assert(
    fc.property(anyModel, anySignals, later, (model, signals, date) => {
      const { usage, relationship, business, history } = signals;
      const grown: CompanySignals = {
        ...signals,
        usage: usage && {
          ...usage,
          coverage: usage.coverage && { ...usage.coverage, to: date },
          daily: usage.daily && [...usage.daily, { date, activeUsers: 50 }],
          users: usage.users?.map((user) =>
            user.lastActive === undefined ? { ...user, lastActive: date } : user,
          ),
        },
        relationship: relationship && {
          ...relationship,
          sponsor: relationship.sponsor && {
            ...relationship.sponsor,
            lastEngagedAt: relationship.sponsor.lastEngagedAt ?? date,
          },
          surveys: relationship.surveys && [...relationship.surveys, { kind: 'nps', score: 10, at: date }],
          outreach:
            relationship.outreach &&
            [...relationship.outreach, { sentAt: date }].map((mail) => ({
              ...mail,
              answeredAt: mail.answeredAt ?? date,
            })),
          interactions: relationship.interactions && [
            ...relationship.interactions,
            { at: date, contactId: 'z' },
          ],
          advocacy: relationship.advocacy && [...relationship.advocacy, { kind: 'talk', at: date }],
          pulse: relationship.pulse ?? { score: 5, at: date },
        },
        business: business && {
          ...business,
          goals: business.goals && [...business.goals, { progress: 0, startedAt: date, dueAt: date }],
          expansion: business.expansion && [...business.expansion, { at: date, contraction: true }],
          invoices: business.invoices && [
            ...business.invoices.map((invoice) => ({ ...invoice, paidAt: invoice.paidAt ?? date })),
            { id: 'later', dueAt: date },
          ],
          failedCharges: business.failedCharges && [...business.failedCharges, date],
        },
        history: history && [...history, { asOf: date, score: 0 }],
      };
      expect(scoreWith(model, grown)).toEqual(scoreWith(model, signals));
    }),
    RUNS,
  );
});

test('the same signals always give the same result', () => {
  fc.assert(
    fc.property(anyModel, anySignals, (model, signals) => {
      expect(scoreWith(model, structuredClone(signals))).toEqual(scoreWith(model, signals));
    }),
    { numRuns: 100 },
  );
});
