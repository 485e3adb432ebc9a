import { Flex, StatusTag, Text } from '@hubspot/ui-extensions';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { type IndicatorResult } from '../../../src/model/result.ts';
import { STATE_WORDS } from '../../../src/scoring/words/names.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { sourceName } from '../../../src/model/source-names.ts';
import { isTied } from '../health/tied.ts';
import { dimensionTitle, indicatorWords, sourceReason } from '../health/words.ts';
import { useCopy } from '../texts/copy.ts';
import { ago } from '../texts/words.ts';
import { DataTable } from './DataTable.tsx';
import { Section } from './Section.tsx';

/** Every indicator with value, target, points and source, by dimension. */
export function IndicatorsTab({ detail }: { readonly detail: HealthBreakdown }) {
  const { locale } = useCopy();
  const { dimensions, indicators } = detail.result;
  return (
    <Flex direction="column" gap="md">
      {dimensions.map(({ id }) => (
        <Section key={id} title={dimensionTitle(detail, id)[locale]}>
          <IndicatorTable
            indicators={indicators.filter(({ dimension }) => dimension === id).sort(byPointsMissing)}
            detail={detail}
          />
        </Section>
      ))}
    </Flex>
  );
}

/** Costliest first; what has no score, and so no weight, comes last. */
function byPointsMissing(a: IndicatorResult, b: IndicatorResult): number {
  return missing(b) - missing(a);
}

function missing({ score, weight }: IndicatorResult): number {
  return score === null ? -1 : weight * (100 - score);
}

interface IndicatorTableProps {
  readonly indicators: readonly IndicatorResult[];
  readonly detail: HealthBreakdown;
}

const POINTS_COLUMN = 3;

function IndicatorTable({ indicators, detail }: IndicatorTableProps) {
  const { locale, texts } = useCopy();
  const { indicator, now, target, points, source, given, notCounted } = texts.indicators;
  const rows = indicators.map((each) => {
    const isScored = each.state === 'scored';
    const words = indicatorWords(detail, each.id);
    const [got, possible] = [each.contribution, each.weight * 100].map((value) =>
      numberWords(value, locale, 1),
    );
    return {
      id: each.id,
      cells: [
        <Text key="title" format={{ fontWeight: 'demibold' }}>
          {words.title[locale]}
        </Text>,
        isScored ? words.value?.[locale] : <Unscored key="why" indicator={each} detail={detail} />,
        words.target[locale],
        isScored ? given(got ?? '', possible ?? '') : notCounted,
        <SourceAges
          key="age"
          ids={words.sources.filter((id) => isTied(id, detail))}
          sources={detail.sources}
        />,
      ],
    };
  });
  return <DataTable columns={[indicator, now, target, points, source]} rows={rows} numeric={POINTS_COLUMN} />;
}

interface UnscoredProps {
  readonly indicator: IndicatorResult;
  readonly detail: HealthBreakdown;
}

/** Why there is no score: in a word, and what it would take or what failed. */
function Unscored({ indicator: { id, state }, detail }: UnscoredProps) {
  const { locale, texts } = useCopy();
  const { needs, sources } = indicatorWords(detail, id);
  return (
    <Flex direction="column">
      <StatusTag variant={state === 'error' ? 'danger' : 'default'} hollow>
        {STATE_WORDS[state][locale]}
      </StatusTag>
      <Text variant="microcopy">{why()}</Text>
    </Flex>
  );

  // The reason in the result itself is there in English only.
  function why(): string | null {
    if (state === 'not-applicable') return texts.indicators.notUsed;
    if (state !== 'error') return needs[locale] === '' ? null : texts.needs(needs[locale]);
    const source = sources.find((each) => detail.sources[each]?.status === 'error');
    if (source === undefined) return texts.indicators.broken;
    return (
      sourceReason(detail.sources[source]?.reason ?? null, locale) ??
      texts.sourceProblemTitle(sourceName(source, locale), 'error', null)
    );
  }
}

interface SourceAgesProps {
  /** Of connected sources that know the company. */
  readonly ids: readonly string[];
  readonly sources: HealthBreakdown['sources'];
}

function SourceAges({ ids, sources }: SourceAgesProps) {
  const { locale, texts, now } = useCopy();
  if (ids.length === 0) return <Text variant="microcopy">{texts.notTied}</Text>;
  return (
    <Flex direction="column">
      {ids.map((id) => {
        const fetchedAt = sources[id]?.fetchedAt ?? null;
        const age = fetchedAt === null ? texts.neverRead : ago(fetchedAt, now, locale);
        return <Text key={id} variant="microcopy">{`${sourceName(id, locale)}, ${age}`}</Text>;
      })}
    </Flex>
  );
}
