import { dayNumber } from '../../../src/model/day.ts';
import { calendarOf } from '../../../src/sandbox/world/calendar.ts';
import { drawFit, vigourOn } from '../../../src/sandbox/world/health.ts';
import { drawOutcome } from '../../../src/sandbox/world/outcome.ts';
import { Random } from '../../../src/sandbox/world/random.ts';
import { type ChurnCause, type WorldProfile } from '../../../src/sandbox/world/types.ts';
import { END_DAY, worldOf } from './worlds.ts';

const CHURN = dayNumber('2026-06-01');
const fit = { struggles: false, overall: 0.8, sides: { product: 0.8, relationship: 0.7, value: 0.9 } };

function declineBy(cause: ChurnCause) {
  const outcome = { kind: 'behavioural', churn: CHURN, onset: CHURN - 80, depth: 0.2, cause } as const;
  return { fit, outcome: { ...outcome, expansion: null }, setback: null };
}

test.each([
  ['everything', { product: 0.2, relationship: 0.28, value: 0.28 }],
  ['product', { product: 0.2, relationship: 0.76, value: 0.68 }],
  ['relationship', { product: 0.72, relationship: 0.2, value: 0.68 }],
  ['value', { product: 0.72, relationship: 0.6, value: 0.2 }],
] as const)('a decline that begins with %s reaches the other sides less', (cause, left) => {
  const latent = declineBy(cause);
  for (const side of ['product', 'relationship', 'value'] as const) {
    expect(vigourOn(latent, CHURN)[side]).toBeCloseTo(left[side], 9);
    expect(vigourOn(latent, CHURN - 81)[side]).toBe(1);
  }
});

test('a setback passes, and leaves nothing behind', () => {
  const outcome = { kind: null, churn: null, onset: null, depth: null, cause: null, expansion: null };
  const setback = { from: 100, to: 120, factor: 0.5, cause: 'product' } as const;
  const product = (day: number) => vigourOn({ fit, outcome, setback }, day).product;
  expect([99, 100, 120, 121].map(product)).toEqual([1, 0.5, 0.5, 1]);
});

/** How many times as often struggling customers leave within a year as those whom the product serves well. */
function churnRatio(profile: WorldProfile): number {
  const calendar = calendarOf({ seed: 7, profile, companies: 1, days: 365, endDay: END_DAY });
  const seen = { struggling: { lost: 0, all: 0 }, served: { lost: 0, all: 0 } };
  for (let index = 0; index < 6000; index += 1) {
    const drawn = drawFit(new Random(7, 1, index), profile, 'smb');
    const since = calendar.start;
    const outcome = drawOutcome(new Random(7, 2, index), calendar, profile, {
      segment: 'smb',
      since,
      fit: drawn,
    });
    const group = seen[drawn.struggles ? 'struggling' : 'served'];
    group.all += 1;
    if (outcome.churn !== null && outcome.churn <= calendar.end) group.lost += 1;
  }
  return seen.struggling.lost / seen.struggling.all / (seen.served.lost / seen.served.all);
}

test('customers whom the product does not suit leave far more often, in the realistic profile less so', () => {
  expect(churnRatio('demo')).toBeGreaterThan(5);
  expect(churnRatio('realistic')).toBeGreaterThan(2);
  expect(churnRatio('realistic')).toBeLessThan(3.5);
});

test('in the null profile fit says nothing of who leaves', () => {
  expect(Math.abs(Math.log(churnRatio('null')))).toBeLessThan(0.2);
});

test('health is what suits the customer times what is left of it, and nothing for a stranger to this world', () => {
  const world = worldOf({ companies: 40, days: 365, profile: 'demo' });
  for (const company of world.companies) {
    const { onsetDay, churnDay } = company.truth;
    if (onsetDay === null || churnDay === null) continue;
    const before = world.health(company, dayNumber(onsetDay) - 46);
    const last = world.health(company, dayNumber(churnDay));
    expect(last.product + last.relationship + last.value).toBeLessThan(
      before.product + before.relationship + before.value,
    );
  }
  const foreign = { ...world.companies[0]!, index: 10_000 };
  expect(world.health(foreign, 20_000)).toEqual({ product: 0, relationship: 0, value: 0 });
});
