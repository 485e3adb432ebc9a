import type { Locale } from '../../model/bands.ts';
import type { Indicator } from '../indicators/index.ts';
import { plainWords } from './names.ts';

/** What the words need of an indicator. */
export type IndicatorWords = Pick<Indicator, 'title' | 'describe'>;
/** Finds an indicator by id, as `indicatorById` does; undefined where a custom model names one we do not ship. */
export type IndicatorLookup = (id: string) => IndicatorWords | undefined;

export function indicatorTitle(id: string, locale: Locale, lookup: IndicatorLookup): string {
  return lookup(id)?.title[locale] ?? plainWords(id);
}
