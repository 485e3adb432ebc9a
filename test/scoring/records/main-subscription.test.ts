import { createExchange, parseExchangeRates } from '../../../src/model/exchange.ts';
import { dayNumber } from '../../../src/model/day.ts';
import { assembleBusiness } from '../../../src/scoring/records/business.ts';
import { subscription } from '../../pipeline/assemble/builders.ts';

/** Of several subscriptions, the one that is worth most says when the customer renews and for how long. */

const rates = parseExchangeRates('date,currency,rate\n2026-01-01,JPY,0.006\n2026-01-01,USD,0.92');
const contract = (exchange: ReturnType<typeof createExchange> | null) =>
  assembleBusiness(
    {
      subscription: [
        subscription({ id: 'yen', monthlyAmount: 50_000, currency: 'JPY', termMonths: 1 }),
        subscription({ id: 'dollars', monthlyAmount: 5_000, currency: 'USD', termMonths: 24 }),
      ],
    },
    { kinds: new Set(), exchange },
    dayNumber('2026-11-01'),
    true,
  ).contract;

test('amounts of several currencies are compared by their rates', () => {
  expect(contract(createExchange('EUR', rates))?.termMonths).toBe(24);
});

test('a currency without a rate counts less than any with one', () => {
  const withoutYen = rates.filter(({ currency }) => currency === 'USD');
  expect(contract(createExchange('EUR', withoutYen))?.termMonths).toBe(24);
});

test('without rates the amounts are all there is', () => {
  expect(contract(null)?.termMonths).toBe(1);
});
