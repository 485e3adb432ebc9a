import { type CompanySignals } from '../../../src/model/signals.ts';
import { score } from '../subject.ts';

const SIGNALS = {
  usage: { coverage: { from: '2026-10-01', to: '2026-11-01' }, seats: 10 },
  business: { contract: { termMonths: 12 } },
};

function indicator(id: string, sources: CompanySignals['sources']) {
  const result = score({ ...SIGNALS, sources });
  return { result, found: result.indicators.find((each) => each.id === id) };
}

const FEEDS = ['payment-behaviour', 'contract-commitment'];

test('an indicator without data is an error when a source that feeds it failed, with the reason', () => {
  const { found } = indicator('payment-behaviour', {
    stripe: { status: 'error', reason: 'Stripe: 401, the key was revoked', feeds: FEEDS },
  });
  expect(found).toMatchObject({ state: 'error', score: null, reason: 'Stripe: 401, the key was revoked' });
});

test.each([
  ['the source is well', { status: 'ok', feeds: FEEDS }],
  ['it feeds something else', { status: 'error', feeds: ['login-activity'] }],
  ['it does not say what it feeds', { status: 'error' }],
] as const)('without data stays without data when %s', (_, state) => {
  const { found } = indicator('payment-behaviour', {
    stripe: { ...state, feeds: 'feeds' in state ? [...state.feeds] : undefined },
  });
  expect(found?.state).toBe('no-data');
});

test('last good data is still scored while its source fails, and the score is the same', () => {
  const failing = indicator('contract-commitment', { stripe: { status: 'error', feeds: FEEDS } });
  const well = indicator('contract-commitment', { stripe: { status: 'ok', feeds: FEEDS } });
  expect(failing.found?.state).toBe('scored');
  expect(failing.result.score).toBe(well.result.score);
  expect(failing.result.coverage).toBe(well.result.coverage);
});
