import {
  Flex,
  StatusTag,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { type IndicatorResult } from '../../../src/model/result.ts';
import { indicatorById } from '../../../src/scoring/indicators/index.ts';
import { dimensionName, indicatorTitle, numberWords, STATE_WORDS } from '../../../src/scoring/words/index.ts';
import { sourceName, sourcesOf } from '../health/sources.ts';
import { useCopy } from '../texts/copy.ts';
import { ago, indicatorNeeds, indicatorSection, indicatorTarget, indicatorValue } from '../texts/words.ts';
import { Section } from './Section.tsx';

/** Every indicator with value, target, points and source, by dimension. */
export function IndicatorsTab({ detail }: { readonly detail: HealthBreakdown }) {
  const { locale } = useCopy();
  const { dimensions, indicators } = detail.result;
  return (
    <Flex direction="column" gap="md">
      {dimensions.map(({ id }) => (
        <Section key={id} title={dimensionName(id, locale)}>
          <IndicatorTable
            indicators={indicators.filter(({ dimension }) => dimension === id).sort(byPointsMissing)}
            sources={detail.sources}
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
  readonly sources: HealthBreakdown['sources'];
}

function IndicatorTable({ indicators, sources }: IndicatorTableProps) {
  const { texts } = useCopy();
  return (
    <Table density="condensed" bordered>
      <TableHead>
        <TableRow>
          <TableHeader>{texts.indicators.indicator}</TableHeader>
          <TableHeader>{texts.indicators.now}</TableHeader>
          <TableHeader>{texts.indicators.target}</TableHeader>
          <TableHeader align="right">{texts.indicators.points}</TableHeader>
          <TableHeader>{texts.indicators.source}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {indicators.map((indicator) => (
          <IndicatorRow key={indicator.id} indicator={indicator} sources={sources} />
        ))}
      </TableBody>
    </Table>
  );
}

interface IndicatorRowProps {
  readonly indicator: IndicatorResult;
  readonly sources: HealthBreakdown['sources'];
}

function IndicatorRow({ indicator, sources }: IndicatorRowProps) {
  const { locale, texts } = useCopy();
  const { id, state, contribution, weight } = indicator;
  const given = numberWords(contribution, locale, 1);
  const possible = numberWords(weight * 100, locale, 1);
  return (
    <TableRow>
      <TableCell>
        <Text format={{ fontWeight: 'demibold' }}>{indicatorTitle(id, locale, indicatorById)}</Text>
      </TableCell>
      <TableCell>
        {state === 'scored' ? indicatorValue(indicator, locale) : <Unscored indicator={indicator} />}
      </TableCell>
      <TableCell>{indicatorTarget(id, locale)}</TableCell>
      <TableCell align="right">
        {state === 'scored' ? texts.indicators.given(given, possible) : texts.indicators.notCounted}
      </TableCell>
      <TableCell>
        <SourceAges ids={sourcesOf(indicatorSection(id), sources)} sources={sources} />
      </TableCell>
    </TableRow>
  );
}

/** Why there is no score: in a word, and what it would take. */
function Unscored({ indicator: { id, state, reason } }: { readonly indicator: IndicatorResult }) {
  const { locale, texts } = useCopy();
  const needs = indicatorNeeds(id, locale);
  const why = state === 'no-data' && needs !== null ? texts.needs(needs) : reason;
  return (
    <Flex direction="column" gap="flush">
      <StatusTag variant={state === 'error' ? 'danger' : 'default'} hollow>
        {STATE_WORDS[state][locale]}
      </StatusTag>
      {why !== null && <Text variant="microcopy">{why}</Text>}
    </Flex>
  );
}

interface SourceAgesProps {
  readonly ids: readonly string[];
  readonly sources: HealthBreakdown['sources'];
}

function SourceAges({ ids, sources }: SourceAgesProps) {
  const { locale, texts, now } = useCopy();
  return (
    <Flex direction="column" gap="flush">
      {ids.map((id) => {
        const fetchedAt = sources[id]?.fetchedAt ?? null;
        const age = fetchedAt === null ? texts.neverRead : ago(fetchedAt, now, locale);
        return <Text key={id} variant="microcopy">{`${sourceName(id)}, ${age}`}</Text>;
      })}
    </Flex>
  );
}
