import type { Locale } from '../../../../src/model/bands.ts';
import { numberWords, percentWords } from '../../../../src/scoring/words/format.ts';
import { useCopy } from '../../texts/copy.ts';
import { useProofTexts } from '../../texts/proof.ts';

/** What nobody can know yet. */
export const UNKNOWN = '–';

const HUNDREDTHS: Readonly<Record<Locale, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  es: new Intl.NumberFormat('es', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
};

type Interval = readonly [number, number] | null;

/** The figures of a check as people read them. */
export function useFigures() {
  const { locale } = useCopy();
  const { between } = useProofTexts();
  const auc = (value: number | null) => (value === null ? UNKNOWN : HUNDREDTHS[locale].format(value));
  const times = (value: number | null) => (value === null ? UNKNOWN : `${numberWords(value, locale, 1)} ×`);
  const withInterval =
    (write: (value: number | null) => string) => (value: number | null, range: Interval) =>
      value === null || range === null
        ? write(value)
        : between(write(value), write(range[0]), write(range[1]));
  return {
    count: (value: number) => numberWords(value, locale),
    share: (value: number | null) => (value === null ? UNKNOWN : percentWords(value, locale)),
    points: (value: number | null) => (value === null ? UNKNOWN : numberWords(value, locale, 1)),
    auc,
    times,
    aucWithin: withInterval(auc),
    timesWithin: withInterval(times),
  };
}
