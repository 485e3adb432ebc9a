import { lossReasonOf } from '../../src/insights/kpis/loss-reason.ts';

test.each([
  ['Competitor', 'competitor'],
  ['Se fue a la competencia', 'competitor'],
  ['freemium', 'freemium'],
  ['Free plan is enough', 'freemium'],
  ['Plan gratuito', 'freemium'],
  ['closed_down', 'closed-down'],
  ['closed-down', 'closed-down'],
  ['Out of business', 'closed-down'],
  ['Cerró la empresa', 'closed-down'],
  ['Cierre del negocio', 'closed-down'],
  ['Too expensive', 'other'],
  ['Closed lost', 'other'],
])('%s: %s', (text, reason) => {
  expect(lossReasonOf(text)).toBe(reason);
});

test.each([null, undefined, '', '   '])('nothing entered (%j) is no reason', (text) => {
  expect(lossReasonOf(text)).toBeNull();
});

test("a portal's own meanings count before the words, whatever the case", () => {
  const meanings = { 'no competitor, no budget': 'other', 'in-house tool': 'competitor' } as const;
  expect(lossReasonOf('No competitor, no budget', meanings)).toBe('other');
  expect(lossReasonOf(' In-house Tool ', meanings)).toBe('competitor');
  expect(lossReasonOf('constructor', {})).toBe('other');
});
