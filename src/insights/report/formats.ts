import { type Locale } from '../../model/bands.ts';

export type Formats = ReturnType<typeof formatsOf>;

/** Numbers as people of a language write them; a dash for what is not known. */
export function formatsOf(locale: Locale) {
  const make = (digits: number, options: Intl.NumberFormatOptions = {}) => {
    const formatter = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      ...options,
    });
    return (value: number | null) => (value === null ? '–' : formatter.format(value));
  };
  const figure = make(3);
  const oneDecimal = make(1);
  return {
    whole: make(0),
    figure,
    oneDecimal,
    percent: make(1, { style: 'percent' }),
    times: (value: number | null) => (value === null ? '–' : `${oneDecimal(value)} ×`),
    /** On two lines, so that a wide table fits the page. */
    range: (value: number | null, range: readonly [number, number] | null) =>
      range === null ? figure(value) : `${figure(value)}\n(${figure(range[0])}–${figure(range[1])})`,
  };
}
