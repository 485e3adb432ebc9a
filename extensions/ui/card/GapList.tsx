import { List, Text } from '@hubspot/ui-extensions';
import { type IndicatorResult } from '../../../src/model/result.ts';
import { indicatorById } from '../../../src/scoring/indicators/index.ts';
import { STATE_WORDS } from '../../../src/scoring/words/index.ts';
import { indicatorTitle } from '../../../src/scoring/words/index.ts';
import { useCopy } from '../texts/copy.ts';
import { indicatorNeeds } from '../texts/words.ts';

/** Indicators without a score, each with what it would take. */
export function GapList({ indicators }: { readonly indicators: readonly IndicatorResult[] }) {
  const { locale, texts } = useCopy();
  const gaps = indicators.filter(({ state }) => state === 'no-data' || state === 'error');
  if (gaps.length === 0) return <Text>{texts.overview.unknownNone}</Text>;
  return (
    <List variant="unordered-styled">
      {gaps.map((indicator) => (
        <Text key={indicator.id}>
          {`${indicatorTitle(indicator.id, locale, indicatorById)}: ${reason(indicator)}`}
        </Text>
      ))}
    </List>
  );

  function reason({ id, state, reason: given }: IndicatorResult): string {
    const needs = indicatorNeeds(id, locale);
    if (state === 'no-data' && needs !== null) return texts.needs(needs);
    return given ?? STATE_WORDS[state][locale];
  }
}
