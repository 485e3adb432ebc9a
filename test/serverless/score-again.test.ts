import { main as logPulse } from '../../serverless/functions/log-pulse.ts';
import { type CardAnswer } from '../../src/model/card-actions.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { addDays } from '../../src/model/day.ts';
import { breakdownWithBasis, type CompanyPortal, startCompanyPortal } from './company-portal.ts';

const pulse = { requestId: 'pulse-of-a-test', score: 4, reason: 'They renew.' };

let portal: CompanyPortal;
async function loggedAt(breakdown: HealthBreakdown, written: object = {}): Promise<CardAnswer> {
  portal = await startCompanyPortal(breakdown);
  Object.assign(portal.properties, written);
  Object.assign(process.env, portal.environment);
  return (await logPulse({ parameters: { ...pulse, companyId: portal.companyId } })) as CardAnswer;
}
afterEach(() => portal.close());

describe('a function that scores again after a change of the model', () => {
  const scored = breakdownWithBasis('green');
  const { asOf, history, result } = scored;
  const since = scored.change?.since ?? '';
  const moved = (points: number, own: number): HealthBreakdown => ({
    ...scored,
    result: { ...result, delta30d: own, trend: 'stable', signals: [] },
    change: {
      since,
      points: points + own,
      terms: [
        { id: 'model-change', kind: 'model-change', points },
        ...(own === 0 ? [] : [{ id: 'login-activity', kind: 'indicator' as const, points: own }]),
      ],
    },
  });

  test.each([
    ['only the model', 0],
    ['the model and the customer', -3],
  ])('tells no fall of the customer where %s changed', async (_, own) => {
    const answer = await loggedAt(moved(-21, own));
    expect(answer.breakdown?.pulse).toMatchObject({ score: 4 });
    expect(answer.breakdown?.result.delta30d).toBeCloseTo(own, 9);
    expect(answer.breakdown?.result.signals).toEqual([]);
    expect(answer.breakdown?.change?.points).toBeCloseTo(own - 21, 9);
    expect(Number(portal.properties['health_delta_30d'])).toBeCloseTo(own, 1);
  });

  test('compares with no score of the other model either', async () => {
    const near = { ...moved(-21, 0), history: history.map(([day]): [string, number] => [day, 99]) };
    const daysAgo = { ...near, change: { ...near.change!, since: addDays(asOf, -34) } };
    expect((await loggedAt(daysAgo)).breakdown?.result.delta30d).toBeNull();
  });
});

describe('a function on a company with too little data for a firm score', () => {
  // By itself the little that is known would be healthy, and call for the playbook of green.
  const scored = breakdownWithBasis('provisional');
  const { basis } = scored;
  const green = { published: 'green' as const, previous: null, changedAt: null };

  test('alerts nobody before the first firm score', async () => {
    await loggedAt(scored);
    expect(portal.properties).toMatchObject({
      health_band: 'unknown',
      health_alert_level: 'unknown',
      health_playbook: '',
    });
  });

  test('leaves alert level and playbook as the last firm score had them', async () => {
    const bandState = { ...basis.bandState, ...green };
    const firm = { health_alert_level: 'warning', health_playbook: 'stabilise' };
    const answer = await loggedAt(
      { ...scored, publishedBand: 'green', basis: { ...basis, bandState } },
      firm,
    );
    expect(answer.breakdown?.result.provisional).toBe(true);
    expect(portal.properties).toMatchObject({ health_band: 'green', ...firm });
  });
});
