import type { Locale, Localised, ScoredBand } from '../../../src/model/bands.ts';
import type { BreakdownWords, HealthBreakdown } from '../../../src/model/breakdown.ts';
import { plainWords } from '../../../src/scoring/words/names.ts';

/** The words that came with a breakdown. One written by an earlier version has none: then ids speak for themselves. */

type IndicatorWords = BreakdownWords['indicators'][string];

const NOTHING: Localised = { en: '', es: '' };

export function indicatorWords({ words }: HealthBreakdown, id: string): IndicatorWords {
  const title = plainWords(id);
  return (
    words?.indicators[id] ?? {
      title: { en: title, es: title },
      value: null,
      target: NOTHING,
      needs: NOTHING,
      sources: [],
    }
  );
}

/** Why a source does not deliver; a breakdown of an earlier version says it in one language only. */
export function sourceReason(reason: Localised | string | null, locale: Locale): string | null {
  return typeof reason === 'object' ? (reason?.[locale] ?? null) : reason;
}

export function dimensionTitle(detail: HealthBreakdown, id: string): Localised {
  const title = plainWords(id);
  return detail.words?.dimensions[id] ?? { en: title, es: title };
}

export function modelTitle({ words, model }: HealthBreakdown): Localised {
  return words?.model.title ?? { en: model.id, es: model.id };
}

/** Where each band but the worst starts. */
export function bandStarts({ words }: HealthBreakdown): { band: ScoredBand; from: number }[] {
  return (words?.model.bands ?? []).flatMap(({ id, from }) => (from > 0 ? [{ band: id, from }] : []));
}

/** Titles for the terms of a change. */
export function titlesOf(detail: HealthBreakdown) {
  return (id: string) => ({ title: indicatorWords(detail, id).title, describe: () => '' });
}
