import { daysAgo, score } from '../subject.ts';

test('at most three plays, for the indicators that cost the most points', () => {
  const result = score({
    usage: {
      seats: 10,
      users: [{ id: 'u', activeDays: [20], lastActive: daysAgo(0) }],
      integrations: { active: ['a', 'b'] },
      workflows: { started: 10, completed: 10 },
    },
    relationship: { champion: { identified: false } },
    business: { roi: { value: 0.5, cost: 1 } },
  });
  // Score: product (12.5 × 0.25 + 100 × 0.2 + 80 × 0.15 + 90 × 0.1) ÷ 0.7 = 63.04; 0.4 × 63.04 + 0.3 × 30 + 0.3 × 20 = 40.2.
  // Points missing × weight: roi 80 × 0.3, champion 70 × 0.3, seats 87.5 × 0.4 × 0.25/0.7, integrations 20 × 0.4 × 0.15/0.7.
  expect(result.playbook).toEqual({
    band: 'intervene',
    plays: [
      { id: 'value-review', indicator: 'roi-multiple' },
      { id: 'champion-development', indicator: 'champion-advocacy' },
      { id: 'seat-activation', indicator: 'active-user-penetration' },
    ],
  });
});

test('an indicator that costs nothing calls for nothing', () => {
  expect(score({ business: { roi: { value: 5, cost: 1 } } }).playbook).toEqual({ band: 'expand', plays: [] });
});

test.each([
  [{ relationship: { sponsor: { identified: true, left: true } } }, 'new-sponsor'],
  [{ relationship: { sponsor: { identified: false } } }, 'executive-alignment'],
  [{ relationship: { champion: { identified: true, left: true } } }, 'new-champion'],
  [{ business: { expansion: [{ at: daysAgo(3), contraction: true }] } }, 'contraction-contact'],
  [{ relationship: { tickets: { opened: 3, sentiment: -0.5 } } }, 'ticket-topic-call'],
])('the reason chooses the play: %j → %s', (sections, play) => {
  expect(score(sections).playbook?.plays.map(({ id }) => id)).toEqual([play]);
});
