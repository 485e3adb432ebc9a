import { isIsoDate } from './day.ts';

/** What currencies are worth in the one that amounts are added up in, from dated rates that the customer supplies. */
export interface Exchange {
  /** The currency that amounts are converted to. */
  readonly currency: string;
  /** At the last rate known on that day; null when there is none yet. */
  convert(amount: number, currency: string, day: string): number | null;
}

/** From this day on, one unit of the currency is worth so much of the reporting currency. */
export interface ExchangeRate {
  readonly date: string;
  readonly currency: string;
  readonly rate: number;
}

export function createExchange(currency: string, rates: readonly ExchangeRate[]): Exchange {
  const byCurrency = Map.groupBy(
    [...rates].sort((left, right) => (left.date < right.date ? -1 : 1)),
    (each) => each.currency,
  );
  return {
    currency,
    convert(amount, from, day) {
      if (from === currency) return amount;
      const rate = byCurrency.get(from)?.findLast(({ date }) => date <= day.slice(0, 10))?.rate;
      return rate === undefined ? null : amount * rate;
    },
  };
}

const HEADER = 'date,currency,rate';

/** Reads `date,currency,rate` lines. @throws RangeError naming the line at fault */
export function parseExchangeRates(text: string): ExchangeRate[] {
  const [header, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (header?.replace(/\s|\uFEFF/g, '').toLowerCase() !== HEADER)
    throw new RangeError(`expected the header ${HEADER}`);
  return lines.map((line) => {
    const [date = '', currency = '', rate = ''] = line.split(',').map((cell) => cell.trim());
    const value = Number(rate);
    if (
      !isIsoDate(date) ||
      date.length !== 10 ||
      !/^[A-Z]{3}$/.test(currency) ||
      rate === '' ||
      !(value > 0)
    ) {
      throw new RangeError(`"${line}" is no rate; write it as 2026-01-01,USD,0.92`);
    }
    return { date, currency, rate: value };
  });
}
