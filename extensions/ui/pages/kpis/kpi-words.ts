import type { Locale } from '../../../../src/model/bands.ts';
import type { KpiGrain, KpiUnit, KpiView } from '../../../../src/model/kpi-view.ts';
import { numberWords } from '../../../../src/scoring/words/format.ts';
import { useCopy } from '../../texts/copy.ts';
import { moneyWords, monthWords } from '../../texts/pages.ts';
import { useKpiTexts } from '../../texts/proof.ts';

type Period = KpiView['periods'][number];

/** Names of periods and values of KPIs. */
export function useKpiWords({ grain, currency }: Pick<KpiView, 'grain' | 'currency'>) {
  const { locale } = useCopy();
  const texts = useKpiTexts();
  return {
    period: ({ from, complete }: Period) => {
      const name = periodName(grain, from, locale, texts.quarter);
      return complete ? name : texts.running(name);
    },
    value: (value: number | null | undefined, unit: KpiUnit) => {
      if (value == null) return texts.notKnown;
      if (unit === 'yes-no') return value === 1 ? texts.yes : texts.no;
      if (unit === 'money') return moneyWords(value, currency, locale);
      if (unit === 'share') return `${numberWords(value * 100, locale, 1)}\u00a0%`;
      return numberWords(value, locale, unit === 'count' ? 0 : 1);
    },
  };
}

function periodName(
  grain: KpiGrain,
  from: string,
  locale: Locale,
  quarter: (quarter: string, year: string) => string,
): string {
  const year = from.slice(0, 4);
  if (grain === 'year') return year;
  if (grain === 'month') return monthWords(from.slice(0, 7), locale);
  return quarter(String(Math.ceil(Number(from.slice(5, 7)) / 3)), year);
}
