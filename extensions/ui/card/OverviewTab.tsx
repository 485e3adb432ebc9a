import { Flex, Text } from '@hubspot/ui-extensions';
import type { HealthBreakdown } from '../../../src/model/breakdown.ts';
import { capSentence } from '../../../src/scoring/words/caps.ts';
import { numberWords, percentWords } from '../../../src/scoring/words/format.ts';
import { sourceName } from '../../../src/model/source-names.ts';
import type { PlainHealth } from '../health/properties.ts';
import { isTied } from '../health/tied.ts';
import { indicatorWords } from '../health/words.ts';
import { useCopy } from '../texts/copy.ts';
import { ago, bandName, dayInWords } from '../texts/words.ts';
import { Lines } from './Lines.tsx';
import { Section } from './Section.tsx';

interface OverviewTabProps {
  readonly detail: HealthBreakdown;
  readonly plain: PlainHealth;
}

/** What costs points, what limits the score, what people say, what is missing and where the data comes from. */
export function OverviewTab({ detail, plain }: OverviewTabProps) {
  const { locale, texts } = useCopy();
  const { result, words } = detail;
  const costs = words?.reasons.map((reason) => reason[locale]) ?? plain.topRisks;
  return (
    <Flex direction="column" gap="md">
      {result.score !== null && (
        <Section title={texts.overview.costs}>
          {costs.length > 0 ? <Lines lines={costs} /> : <Text>{texts.overview.costsNone}</Text>}
        </Section>
      )}
      {result.caps.length > 0 && (
        <Section title={texts.overview.limits}>
          <Lines lines={result.caps.map((cap) => capSentence(cap, locale))} />
        </Section>
      )}
      <Section title={texts.pulse.title}>
        <Pulse detail={detail} />
      </Section>
      <PastOverride override={detail.override ?? null} />
      <Missing detail={detail} />
      <Section title={texts.overview.sources}>
        <Sources detail={detail} />
      </Section>
    </Flex>
  );
}

/** The same from the plain properties: the costliest reasons as they were written. */
export function PlainOverview({ plain }: { readonly plain: PlainHealth }) {
  const { texts } = useCopy();
  return (
    <Section title={texts.overview.costs}>
      {plain.topRisks.length > 0 ? <Lines lines={plain.topRisks} /> : <Text>{texts.detailMissing}</Text>}
    </Section>
  );
}

function Pulse({ detail: { pulse, asOf } }: { readonly detail: HealthBreakdown }) {
  const { locale, texts, now } = useCopy();
  if (!pulse) return <Text>{texts.pulse.none}</Text>;
  const until = dayInWords(pulse.expiresAt, now, locale);
  return (
    <Flex direction="column">
      <Text>
        {texts.pulse.line(numberWords(pulse.score, locale), pulse.author, ago(pulse.at, now, locale))}
      </Text>
      <Text variant="microcopy">
        {`${pulse.reason} · ${pulse.expiresAt < asOf ? texts.pulse.expired(until) : texts.pulse.counts(until)}`}
      </Text>
    </Flex>
  );
}

/** An override that is over is still worth knowing. */
function PastOverride({ override }: { readonly override: NonNullable<HealthBreakdown['override']> | null }) {
  const { locale, texts, now } = useCopy();
  if (override === null || override.active) return null;
  const { band, author, expiresAt, reason } = override;
  const day = dayInWords(expiresAt, now, locale);
  return (
    <Text variant="microcopy">{texts.overridden.past(bandName(band, locale), author, day, reason)}</Text>
  );
}

function Missing({ detail }: { readonly detail: HealthBreakdown }) {
  const { locale, texts } = useCopy();
  const lines = detail.result.indicators.flatMap(({ id, state }) => {
    if (state !== 'no-data') return [];
    const { title, needs } = indicatorWords(detail, id);
    return [needs[locale] === '' ? title[locale] : texts.missing.line(title[locale], needs[locale])];
  });
  if (lines.length === 0 || detail.customerUntil !== undefined) return null;
  return (
    <Section title={texts.missing.title}>
      <Lines lines={lines} />
      <Text variant="microcopy">{texts.missing.spread}</Text>
    </Section>
  );
}

/** Each source: state, age, the weight it has in this company's score, and what could not be read. */
function Sources({ detail }: { readonly detail: HealthBreakdown }) {
  const { locale, texts, now } = useCopy();
  const lines = Object.entries(detail.sources).map(([id, { status, fetchedAt, setAside }]) => {
    const read = fetchedAt === null ? texts.neverRead : texts.readAt(ago(fetchedAt, now, locale));
    const parts = [
      texts.sourceStatus[status],
      read,
      isTied(id, detail) ? texts.fed(percentWords(weightOf(id, detail), locale)) : texts.notTied,
      ...(setAside === undefined ? [] : [texts.setAside(numberWords(setAside, locale))]),
    ];
    return `${sourceName(id, locale)}: ${parts.join(', ')}`;
  });
  return lines.length > 0 ? <Lines lines={lines} /> : <Text>{texts.overview.sourcesNone}</Text>;
}

/** Share of the score that its indicators make up; one that several sources feed counts for each of them. */
function weightOf(source: string, detail: HealthBreakdown): number {
  return detail.result.indicators
    .filter(({ id, state }) => state === 'scored' && indicatorWords(detail, id).sources.includes(source))
    .reduce((sum, { weight }) => sum + weight, 0);
}
