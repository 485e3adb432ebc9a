import { readFileSync } from 'node:fs';
import { type Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { createExchange, type Exchange, parseExchangeRates } from '../model/exchange.ts';

/**
 * The customer's own exchange rates, read from the configured file; undefined when there are none.
 * @throws AppError `config-invalid` naming the line at fault
 */
export function readExchange(
  config: Pick<Config, 'PULSO_CURRENCY' | 'PULSO_EXCHANGE_RATES'>,
): Exchange | undefined {
  const { PULSO_CURRENCY: currency, PULSO_EXCHANGE_RATES: file } = config;
  if (currency === undefined || file === undefined) return undefined;
  try {
    return createExchange(currency, parseExchangeRates(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new AppError('config-invalid', `PULSO_EXCHANGE_RATES: ${file}: ${(cause as Error).message}`, {
      cause,
    });
  }
}
