import { dayNumber } from '../../model/day.ts';

const MONTH_LENGTH = 'YYYY-MM-'.length;
const DAY_LENGTH = 'YYYY-MM-DD'.length;
const ZERO = '0'.charCodeAt(0);

/**
 * Day numbers of many dates that mostly share a month, as the daily counts of a company do: the month is worked
 * out once, then a day is two digits. Scoring spends most of its time reading dates.
 */
export class DayReader {
  #month = '';
  #beforeFirst = 0;

  /** Same as {@link dayNumber}. */
  read(iso: string): number {
    if (iso.length !== DAY_LENGTH) return dayNumber(iso);
    if (this.#month === '' || !iso.startsWith(this.#month)) {
      this.#month = iso.slice(0, MONTH_LENGTH);
      this.#beforeFirst = dayNumber(`${this.#month}01`) - 1;
    }
    return this.#beforeFirst + (iso.charCodeAt(8) - ZERO) * 10 + (iso.charCodeAt(9) - ZERO);
  }
}
