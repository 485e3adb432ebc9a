import { Inline, Tag, Text } from '@hubspot/ui-extensions';
import type { HealthBreakdown } from '../../../src/model/breakdown.ts';
import { changeParts } from '../../../src/scoring/words/change.ts';
import { signedWords } from '../../../src/scoring/words/format.ts';
import { titlesOf } from '../health/words.ts';
import { useCopy } from '../texts/copy.ts';

const SHOWN_TERMS = 4;

/** The terms of the change as signed points. What is left out is one more term, so that they add up. */
export function WhyItMoved({ detail }: { readonly detail: HealthBreakdown | null }) {
  const { locale, texts } = useCopy();
  if (detail === null || detail.change === null) return null;
  const parts = changeParts(detail.change.terms, locale, titlesOf(detail), SHOWN_TERMS);
  if (parts.length === 0) return null;
  const total = parts.reduce((sum, part) => sum + part.points, 0);
  return (
    <Inline align="center" gap="xs">
      <Text inline format={{ fontWeight: 'demibold' }}>
        {texts.whyItMoved}
      </Text>
      {parts.map(({ id, label, points }) => (
        <Tag key={id} inline variant={points < 0 ? 'error' : 'success'}>
          {`${label} ${signedWords(points, locale)}`}
        </Tag>
      ))}
      <Text inline format={{ fontWeight: 'demibold' }}>{`= ${signedWords(total, locale)}`}</Text>
    </Inline>
  );
}
