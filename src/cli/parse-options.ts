import { InvalidArgumentError } from 'commander';

/** A whole number from 0 up. */
export function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 0 up.');
  return Number(text);
}

/** A share from 0 to 1. */
export function parseRate(text: string): number {
  const rate = Number(text);
  if (text.trim() === '' || !(rate >= 0 && rate <= 1))
    throw new InvalidArgumentError('expected a number from 0 to 1.');
  return rate;
}

/** A number above 0. */
export function parsePositive(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number > 0 && Number.isFinite(number)))
    throw new InvalidArgumentError('expected a number above 0.');
  return number;
}

/** A whole number from 1 to a limit. */
export function parseUpTo(most: number): (text: string) => number {
  return (text) => {
    const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (count < 1 || count > most) {
      throw new InvalidArgumentError(`expected a whole number from 1 to ${most}.`);
    }
    return count;
  };
}
