import { Text } from '@hubspot/ui-extensions';
import { coverageSentence } from '../../../src/scoring/words/coverage.ts';
import { percentWords } from '../../../src/scoring/words/format.ts';
import { modelTitle } from '../health/words.ts';
import { type ScoredState } from '../health/state.ts';
import { useCopy } from '../texts/copy.ts';
import { ago } from '../texts/words.ts';

/** When it was scored, how much of the model had data, and under which model: one line. */
export function Freshness({ state }: { readonly state: ScoredState }) {
  const { locale, texts, now } = useCopy();
  const { plain, detail } = state;
  const parts = [
    plain.scoredAt === null ? null : texts.scoredAt(ago(plain.scoredAt, now, locale)),
    coverage(),
    detail === null ? plain.model : `${modelTitle(detail)[locale]} v${detail.model.version}`,
  ];
  return <Text variant="microcopy">{parts.filter((part) => part !== null).join(' · ')}</Text>;

  function coverage(): string | null {
    // Of a former customer nothing is scored, so that nothing is missing either.
    if (detail?.customerUntil !== undefined) return null;
    if (detail !== null) return coverageSentence(detail.result, locale);
    return plain.coverage === null ? null : texts.covered(percentWords(plain.coverage, locale));
  }
}
