import { main as logPulse } from '../../serverless/functions/log-pulse.ts';
import { type CardAnswer } from '../../src/model/card-actions.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { addDays } from '../../src/model/day.ts';
import { breakdownWithBasis, type CompanyPortal, startCompanyPortal } from './company-portal.ts';

const pulse = { requestId: 'pulse-of-a-test', score: 4, reason: 'They renew.' };

let portal: CompanyPortal;
async function loggedAt(breakdown: HealthBreakdown): Promise<CardAnswer> {
  portal = await startCompanyPortal(breakdown);
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
